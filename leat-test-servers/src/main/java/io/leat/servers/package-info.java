// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Real servers for tests and measurements: each runs as a process of its own on a free port of the loopback interface, with its data in a directory that
 * the test gives, and can be stopped, killed, and started again on the same port with the same data. Closed at the latest when the
 * test's JVM ends.
 */
@NullMarked
package io.leat.servers;

import org.jspecify.annotations.NullMarked;
