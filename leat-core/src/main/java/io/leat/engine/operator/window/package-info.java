// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Windows: the operators that put events into them, and the accumulators that they fill.
 *
 * <p>Read {@link io.leat.engine.operator.window.TumblingWindowOperator} first: the others differ in which windows an event
 * belongs to. {@link io.leat.engine.operator.window.SlicedWindowOperator} takes windows that overlap apart into slices.
 * {@link io.leat.engine.operator.window.Emission} knows when a window fires, and
 * {@link io.leat.engine.operator.window.WindowLogic} what it gives. {@code operator.aggregate} makes the accumulator
 * class of an aggregate.
 */
@NullMarked
package io.leat.engine.operator.window;

import org.jspecify.annotations.NullMarked;
