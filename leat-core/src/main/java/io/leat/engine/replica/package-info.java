// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A worker's copy of a pipeline, and the way of an event through it.
 *
 * <p>In the order of that way: {@link io.leat.engine.replica.SourceDriver} reads a partition and pushes each event into the chain
 * of operators; {@link io.leat.engine.replica.OperatorNode} calls an operator with state, and fires its timers when the watermark
 * moves; {@link io.leat.engine.replica.Outlet} takes records to another thread, over an {@link io.leat.engine.collection.Edge}, to its
 * {@link io.leat.engine.replica.Inlet}; {@link io.leat.engine.replica.SinkNode} writes. {@link io.leat.engine.replica.LookupNode} holds
 * records and watermarks while something outside is asked about them. Watermarks flow beside the records, from
 * {@link io.leat.engine.replica.WatermarkNode} to WatermarkNode.
 *
 * <p>A {@link io.leat.engine.replica.Replica} is all of this, wired by {@link io.leat.engine.replica.ReplicaBuilder}. At the end of an
 * epoch it gives its {@link io.leat.engine.replica.EpochPart}, with the state as {@link io.leat.engine.replica.KeptStates} has it. No
 * thread is started here: hosts call.
 */
@NullMarked
package io.leat.engine.replica;

import org.jspecify.annotations.NullMarked;
