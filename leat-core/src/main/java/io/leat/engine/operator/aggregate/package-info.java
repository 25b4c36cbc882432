// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Aggregates, compiled: from the tree of descriptions in {@code io.leat.aggregate} to one flat accumulator class.
 *
 * <p>{@link io.leat.engine.operator.aggregate.PartTree} takes the tree apart: its leaves become
 * {@link io.leat.engine.operator.aggregate.Part}s with slots, its inner nodes a way to read the result from them.
 * {@link io.leat.engine.operator.aggregate.AccumulatorClass} writes a class with a field per slot and one {@code add} that
 * feeds all parts, with the user's functions as constants, so that the JIT can inline them.
 * {@link io.leat.engine.operator.aggregate.AggregateLogic} is what the window operators see.
 */
@NullMarked
package io.leat.engine.operator.aggregate;

import org.jspecify.annotations.NullMarked;
