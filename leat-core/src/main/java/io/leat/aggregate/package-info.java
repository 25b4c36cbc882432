// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is computed over the events of a window.
 *
 * <p>An {@link io.leat.aggregate.Aggregate} is a description: a tree of the records in
 * {@link io.leat.aggregate.Aggregate}, made by the factories of {@link io.leat.aggregate.Aggregates}. The engine compiles
 * the tree of a step into one flat accumulator class, so ten aggregates cost one lookup of state.
 */
@NullMarked
package io.leat.aggregate;

import org.jspecify.annotations.NullMarked;
