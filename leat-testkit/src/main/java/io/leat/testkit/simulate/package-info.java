// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Simulation: durable jobs in one thread on machines that break, all of it by one seed.
 *
 * <p>{@link io.leat.testkit.simulate.Simulation} is the way in. For each seed a {@code JobSimulation} runs one {@code JobProcess} after the
 * other in a {@code World}, which outlives them: the disk, the time, what was pushed ({@code Pusher}), dead letters ({@code Letters}), and the
 * sinks, of each kind one: {@code Ledger}, {@code PartFiles} and {@code Repeater}. At the end {@code Remains} looks at the directory.
 */
@NullMarked
package io.leat.testkit.simulate;

import org.jspecify.annotations.NullMarked;
