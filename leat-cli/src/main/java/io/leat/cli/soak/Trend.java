// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Whether a measure stays flat. Its slope is the median of the slopes between all pairs of samples (Theil 1950, Sen 1968), which single
 * outliers do not move; what it would grow by over the whole time must be less than a tenth of its median and an allowance.
 *
 * @param name of the measure
 * @param median of all samples
 * @param growth by the slope, from the first sample to the last
 * @param allowed by how much it may grow
 */
record Trend(String name, double median, double growth, double allowed) {
    /** How much of the median a measure may grow by, whatever it is. */
    private static final double SHARE = 0.1;

    /**
     * A sample and when it was taken.
     *
     * @param atMs since the beginning of everything
     */
    record Timed(long atMs, Sample sample) {}

    /** @param allowance in the unit of the measure */
    static Trend of(String name, List<Timed> samples, ToLongFunction<Sample> measure, double allowance) {
        double[] values = samples.stream()
                .mapToDouble(each -> measure.applyAsLong(each.sample()))
                .toArray();
        double[] slopes = IntStream.range(0, values.length)
                .boxed()
                .flatMap(i -> IntStream.range(i + 1, values.length)
                        .mapToObj(j -> (values[j] - values[i])
                                / (samples.get(j).atMs() - samples.get(i).atMs())))
                .mapToDouble(slope -> slope)
                .toArray();
        double median = median(values);
        long duration = samples.get(samples.size() - 1).atMs() - samples.get(0).atMs();
        return new Trend(name, median, median(slopes) * duration, SHARE * median + allowance);
    }

    private static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    boolean isFlat() {
        return growth <= allowed;
    }

    /** Returns it in a line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "  %-16s %,14.0f  %+,14.0f  %,14.0f%s",
                name,
                median,
                growth,
                allowed,
                isFlat() ? "" : "  GROWS");
    }
}
