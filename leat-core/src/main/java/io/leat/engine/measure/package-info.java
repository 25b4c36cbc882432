// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What a job finds out about itself on the way: counters, how far events are behind, how long they take, where partitions stand; and,
 * while somebody looks, samples of its records.
 *
 * <p>{@link io.leat.engine.measure.Measures} is what one worker counts. A {@link io.leat.engine.measure.Sampler} says whether the record
 * at hand goes the same way as others or that with a {@link io.leat.engine.measure.Tap} behind each step, which puts it into the
 * {@link io.leat.engine.measure.Samples} of the job.
 */
@NullMarked
package io.leat.engine.measure;

import org.jspecify.annotations.NullMarked;
