// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The epochs of a job: each makes what was done since the one before survive.
 *
 * @param sealed the number of the one that was sealed last; 0 if none was
 * @param sealedAt when, by the job's clock; null if none was since the job was started, unless it had ended before
 * @param took how long it took, from when it was asked for to when it was on the disk; zero if none was
 * @param waiting how many sealed epochs have results that a sink has not taken yet
 * @param diskBytes what the job's directory takes on the disk; 0 in memory
 */
public record EpochMetrics(long sealed, @Nullable Instant sealedAt, Duration took, long waiting, long diskBytes) {
    /** A job without epochs. */
    public static final EpochMetrics NONE = new EpochMetrics(0, null, Duration.ZERO, 0, 0);
}
