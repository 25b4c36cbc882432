// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import io.leat.metric.Cells;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far the events of a source were behind the largest time before them in their partition: a histogram. Events in order are
 * not recorded: they are what is left of all. Written by one thread, read by any.
 *
 * <p>A millisecond is 1 in {@link Cells}. 37 KiB, whatever is recorded.
 */
public final class Lags {
    private final AtomicLongArray cells = new AtomicLongArray(Cells.COUNT);

    /** Records a lag, above zero. */
    public void record(long lagMs) {
        int cell = Cells.of(lagMs);
        cells.setRelease(cell, cells.getPlain(cell) + 1);
    }

    /** The lags of a source over all threads that read it. */
    public static final class Sum {
        private final long[] counts = new long[Cells.COUNT];

        /** Adds what one thread has recorded. */
        public void add(Lags lags) {
            for (int cell = 0; cell < Cells.COUNT; cell++) {
                counts[cell] += lags.cells.getAcquire(cell);
            }
        }

        /** Returns how many lags there are. */
        public long total() {
            long total = 0;
            for (long count : counts) {
                total += count;
            }
            return total;
        }

        /** Returns the smallest disorder bound with which at most {@code events} of those recorded would have been lost. */
        public Duration boundLosing(long events) {
            long lost = 0;
            for (int cell = Cells.COUNT - 1; cell > 0; cell--) {
                lost += counts[cell];
                if (lost > events) {
                    return Duration.ofMillis(Cells.largestOf(cell));
                }
            }
            return Duration.ZERO;
        }
    }
}
