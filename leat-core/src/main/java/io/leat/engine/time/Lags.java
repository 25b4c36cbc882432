// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far the events of a source were behind the largest time before them in their partition: a histogram. Events in order are
 * not recorded: they are what is left of all. Written by one thread, read by any.
 *
 * <p>Lags up to 255 ms have a cell each, longer ones share 128 cells from one power of two to the next, as in an
 * HdrHistogram: what is told of them is up to 1/128 too large, never too small. 37 KiB, whatever is recorded.
 */
public final class Lags {
    /** The cells from one power of two to the next are {@code 1 << BITS}. */
    private static final int BITS = 7;
    /** Some 139 years: longer lags count as this. */
    private static final long LONGEST_MS = 1L << 42;

    private static final int CELLS = cellOf(LONGEST_MS) + 1;

    private final AtomicLongArray cells = new AtomicLongArray(CELLS);

    /** Records a lag, above zero. */
    public void record(long lagMs) {
        int cell = cellOf(Math.min(lagMs, LONGEST_MS));
        cells.setRelease(cell, cells.getPlain(cell) + 1);
    }

    private static int cellOf(long lagMs) {
        int shift = Math.max(0, Long.SIZE - 1 - BITS - Long.numberOfLeadingZeros(lagMs));
        return (shift << BITS) + (int) (lagMs >>> shift);
    }

    /** The largest lag of a cell. */
    private static long largestOf(int cell) {
        int shift = Math.max(0, (cell >>> BITS) - 1);
        int leading = cell - (shift << BITS);
        return ((leading + 1L) << shift) - 1;
    }

    /** The lags of a source over all threads that read it. */
    public static final class Sum {
        private final long[] counts = new long[CELLS];

        /** Adds what one thread has recorded. */
        public void add(Lags lags) {
            for (int cell = 0; cell < CELLS; cell++) {
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
            for (int cell = CELLS - 1; cell > 0; cell--) {
                lost += counts[cell];
                if (lost > events) {
                    return Duration.ofMillis(largestOf(cell));
                }
            }
            return Duration.ZERO;
        }
    }
}
