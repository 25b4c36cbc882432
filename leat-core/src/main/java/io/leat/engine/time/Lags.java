// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How far the events of a source were behind the largest time before them in their partition. Events in order are not
 * recorded: they are what is left of all. Written by one thread, read by others.
 *
 * <p>Lags up to 255 ms are kept exactly, longer ones to 1 part in 128, rounded up. A histogram of two significant digits takes
 * 1 KiB for each doubling of the longest lag.
 */
public final class Lags {
    private static final int DIGITS = 2;
    /** Some 139 years: longer lags count as this. */
    private static final long LONGEST_MS = 1L << 42;

    private final SingleWriterRecorder recorder = new SingleWriterRecorder(DIGITS);
    private final Histogram recorded = emptyHistogram();

    /** Records a lag, above zero. */
    public void record(long lagMs) {
        recorder.recordValue(Math.min(lagMs, LONGEST_MS));
    }

    /** Adds what was recorded to {@code sum}, a histogram of {@link #emptyHistogram}. Any thread. */
    public synchronized void addTo(Histogram sum) {
        recorded.add(recorder.getIntervalHistogram());
        sum.add(recorded);
    }

    /** Returns the smallest disorder bound with which at most {@code events} of those recorded would have been lost. */
    public static Duration boundLosing(long events, Histogram lags) {
        long kept = lags.getTotalCount() - events;
        for (HistogramIterationValue value : lags.recordedValues()) {
            if (value.getTotalCountToThisValue() >= kept) {
                return kept <= 0 ? Duration.ZERO : Duration.ofMillis(value.getValueIteratedTo());
            }
        }
        return Duration.ZERO;
    }

    /** Returns a histogram of no lags. */
    public static Histogram emptyHistogram() {
        return new Histogram(DIGITS);
    }
}
