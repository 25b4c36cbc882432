// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How often a duration was how long. Up to 255 µs a cell is a microsecond wide, above that 1/128 of its value or less, as in an
 * HdrHistogram: a percentile is up to that too large, never too small.
 */
public final class Distribution {
    /** Nothing was measured. */
    public static final Distribution NONE = new Distribution(new long[0]);

    private final long[] counts;

    private Distribution(long[] counts) {
        this.counts = counts;
    }

    /** Returns the distribution that has so many durations in each of its {@linkplain Cells cells}. */
    public static Distribution of(long[] counts) {
        return new Distribution(counts.clone());
    }

    /** Returns how many durations were measured. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /** Returns what was measured since an earlier state of this distribution. */
    public Distribution since(Distribution earlier) {
        long[] left = counts.clone();
        for (int cell = 0; cell < earlier.counts.length; cell++) {
            left[cell] -= earlier.counts[cell];
        }
        return new Distribution(left);
    }

    /** Returns this and another one together. */
    public Distribution plus(Distribution other) {
        long[] sum = Arrays.copyOf(counts, Math.max(counts.length, other.counts.length));
        for (int cell = 0; cell < other.counts.length; cell++) {
            sum[cell] += other.counts[cell];
        }
        return new Distribution(sum);
    }

    /**
     * Returns the duration that so many of the measured ones did not exceed.
     *
     * @param percent above 0, at most 100: 50 for the median
     * @return zero if nothing was measured
     */
    public Duration percentile(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("percentile " + percent + ": give a number above 0, at most 100");
        }
        long rank = (long) Math.ceil(count() * percent / 100);
        long seen = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            seen += counts[cell];
            if (seen >= rank && seen > 0) {
                return Duration.ofNanos(1_000 * Cells.largestOf(cell));
            }
        }
        return Duration.ZERO;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Distribution that && Arrays.equals(trimmed(), that.trimmed());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(trimmed());
    }

    private long[] trimmed() {
        int end = counts.length;
        while (end > 0 && counts[end - 1] == 0) {
            end--;
        }
        return Arrays.copyOf(counts, end);
    }

    @Override
    public String toString() {
        return count() == 0
                ? "none"
                : count() + ", half of them within " + percentile(50) + ", 99 % within " + percentile(99);
    }
}
