// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What those ask who look after the program: {@link io.leat.server.monitor.Monitor} has the table of the endpoints, {@code Scrape} gives all numbers to
 * Prometheus, {@link io.leat.server.monitor.OpenApi} lists all routes, {@code Health} says whether all is well, {@code Standstill} how it knows that a thread is stuck.
 */
@NullMarked
package io.leat.server.monitor;

import org.jspecify.annotations.NullMarked;
