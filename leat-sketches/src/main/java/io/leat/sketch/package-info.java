// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Aggregates that are roughly right in little memory, by libraries that are well kept: their errors are stated.
 *
 * <p>Users see {@link io.leat.sketch.Sketches}. Behind it, {@code DistinctSketch} counts by hashes, which {@code StableHash64}
 * makes the same in every process, and {@code PercentileCodec} writes the sketches of percentiles. All go through
 * {@code Aggregates.custom}, so they work in every window, in sessions that merge, without windows, and across restarts.
 */
@NullMarked
package io.leat.sketch;

import org.jspecify.annotations.NullMarked;
