// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * From a graph to a plan: which worker runs which step, where records change threads, and which operator serves a step.
 *
 * <p>{@link io.leat.engine.plan.Plan} is the layout, {@link io.leat.engine.plan.KeyedOperators} makes an operator with its
 * table and timers, {@link io.leat.engine.plan.StatelessOperators} one without, and {@link io.leat.engine.plan.BroadcastTable} a table
 * that all workers have. The wiring itself is {@code engine.run}'s.
 *
 * <p>Before state of an earlier run is read, {@link io.leat.engine.plan.StoredState} checks that it fits: that each step would keep
 * the same, by its {@link io.leat.engine.plan.StateSignature}, which {@link io.leat.engine.plan.StateSignatures} makes of the graph,
 * and that the classes of values are what they were, by {@link io.leat.engine.plan.StoredClasses}.
 */
@NullMarked
package io.leat.engine.plan;

import org.jspecify.annotations.NullMarked;
