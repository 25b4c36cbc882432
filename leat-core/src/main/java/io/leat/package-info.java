// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Leat, a stream processing engine inside a program.
 *
 * <p>A {@link io.leat.Pipeline} is a value: {@link io.leat.PipelineBuilder} gives {@link io.leat.EventStream}s, whose
 * methods add steps to a graph. {@link io.leat.Leat} runs pipelines as {@link io.leat.Job}s. {@link io.leat.StreamProcessor}
 * is the easy door to the same engine: define, emit, look.
 *
 * <p>The way of one event, one class a stop, and the order in which the engine can be read:
 * <ol>
 *   <li>{@code engine.replica.SourceDriver} reads it, gives it its time and the watermark it is judged by;</li>
 *   <li>{@code engine.operator} classes filter and transform it, each pushing it to the next;</li>
 *   <li>{@code engine.operator.KeyByOperator} finds its key, and {@code engine.replica.Outlet} takes it to the thread that owns
 *       the key, if that is another one;</li>
 *   <li>{@code engine.operator.window.TumblingWindowOperator} adds it to the accumulator of its window, which
 *       {@code engine.store.HeapTable} finds;</li>
 *   <li>{@code engine.time.WindowTimers} notices that the watermark has passed the window's end, and the operator emits the
 *       result;</li>
 *   <li>{@code engine.replica.SinkNode} hands it to the sink.</li>
 * </ol>
 */
@NullMarked
package io.leat;

import org.jspecify.annotations.NullMarked;
