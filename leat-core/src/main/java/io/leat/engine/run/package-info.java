// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Running: the only threads, and the way of an event through them.
 *
 * <p>In the order of that way: {@link io.leat.engine.run.SourceDriver} reads a partition and pushes each event into the chain
 * of operators; {@link io.leat.engine.run.OperatorNode} calls an operator with state, and fires its timers when the watermark
 * moves; {@link io.leat.engine.run.Outlet} takes records to another thread, over an {@link io.leat.engine.collection.Edge}, to its
 * {@link io.leat.engine.run.Inlet}; {@link io.leat.engine.run.SinkNode} writes. {@link io.leat.engine.run.LookupNode} holds
 * records and watermarks while something outside is asked about them.
 *
 * <p>A {@link io.leat.engine.run.Replica} is one worker's copy of all of this, wired by
 * {@link io.leat.engine.run.ReplicaBuilder}. Two hosts run replicas: {@link io.leat.engine.run.InlineHost} in the caller's
 * thread, and {@link io.leat.engine.run.RunningJob} on a thread for each {@link io.leat.engine.run.Worker}. Watermarks flow
 * beside the records, from {@link io.leat.engine.run.WatermarkNode} to WatermarkNode.
 */
@NullMarked
package io.leat.engine.run;

import org.jspecify.annotations.NullMarked;
