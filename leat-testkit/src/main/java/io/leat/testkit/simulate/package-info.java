// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Simulation: durable jobs in one thread on machines that break, all of it by one seed.
 *
 * <p>Outside stands what outlives a process: {@code Ledger}, {@code Repeater} and {@code PartFiles} are the three kinds of sinks.
 */
@NullMarked
package io.leat.testkit.simulate;

import org.jspecify.annotations.NullMarked;
