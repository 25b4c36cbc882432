// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Running: the only threads. {@link io.leat.engine.run.Launcher} starts a job, in memory or in a directory.
 *
 * <p>Two hosts run {@linkplain io.leat.engine.replica.Replica replicas}: {@link io.leat.engine.run.InlineHost} in the caller's thread,
 * and {@link io.leat.engine.run.RunningJob} on a thread for each {@link io.leat.engine.run.Worker}.
 * {@link io.leat.engine.run.SteppedJob} is the second without its threads.
 *
 * <p>Beside the workers of a job with a directory, {@link io.leat.engine.run.EpochKeeper} has them end epochs and seals these, and a
 * {@link io.leat.engine.run.Delivery} brings the results of sealed epochs to each transactional sink.
 */
@NullMarked
package io.leat.engine.run;

import org.jspecify.annotations.NullMarked;
