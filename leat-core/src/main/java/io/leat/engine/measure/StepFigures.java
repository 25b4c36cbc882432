// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.engine.port.Tally;
import io.leat.metric.Distribution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What the workers of a job have published of one step, added up. */
public final class StepFigures {
    private static final int COUNTERS = 8;

    private final long[] counters;
    private @Nullable Long watermark;
    private long queued;
    private long queueBound;
    private long entries;
    private Distribution latency = Distribution.NONE;

    /** {@code earlier}: what the step has counted in earlier lives of the job, in the order of the fields of {@link Tally}. */
    public StepFigures(long @Nullable [] earlier) {
        counters = earlier == null ? new long[COUNTERS] : Arrays.copyOf(earlier, COUNTERS);
    }

    /** Adds counters, in the order of the fields of {@link Tally}. */
    public void addCounters(long[] more) {
        for (int i = 0; i < COUNTERS; i++) {
            counters[i] += more[i];
        }
    }

    /** Takes note of a watermark, of which the smallest counts. */
    public void addWatermark(long here) {
        watermark = watermark != null && watermark < here ? watermark : Long.valueOf(here);
    }

    /** Adds records that wait, and with how many nothing goes on. */
    public void addQueue(long waiting, long bound) {
        queued += waiting;
        queueBound += bound;
    }

    public void addEntries(long more) {
        entries += more;
    }

    public void addLatency(Distribution more) {
        latency = latency.plus(more);
    }

    /** Returns the counters, in the order of the fields of {@link Tally}. */
    public long[] counters() {
        return counters.clone();
    }

    /** Returns the smallest watermark; null if no worker knows any. */
    public @Nullable Long watermark() {
        return watermark;
    }

    public long queued() {
        return queued;
    }

    public long queueBound() {
        return queueBound;
    }

    public long entries() {
        return entries;
    }

    public Distribution latency() {
        return latency;
    }
}
