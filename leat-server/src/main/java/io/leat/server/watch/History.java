// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.metric.Distribution;
import io.leat.metric.JobMetrics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The last quarter of an hour of a job, a number a second for each {@link Series}. Thread-safe. */
public final class History {
    /** How many moments are kept. */
    public static final int SECONDS = 900;

    private final long[] atMs = new long[SECONDS];
    private final Map<Series, double[]> values = new EnumMap<>(Series.class);
    /** How many moments were taken note of; the last {@link #SECONDS} of them are there. */
    private long count;

    /** What is kept of each moment. */
    public enum Series {
        IN_PER_SEC("inPerSec"),
        OUT_PER_SEC("outPerSec"),
        P50_MS("p50Ms"),
        P99_MS("p99Ms"),
        LAG_MS("lagMs"),
        HEAP_BYTES("heapBytes"),
        DISK_BYTES("diskBytes"),
        EPOCH_MS("epochMs"),
        FAILED("failed"),
        LATE("late");

        private final String label;

        Series(String label) {
            this.label = label;
        }

        /** Returns its name for programs. */
        public String label() {
            return label;
        }

        /** Returns what it is at a moment; {@code NaN} for nothing. */
        double of(Moment moment) {
            return switch (this) {
                case IN_PER_SEC -> moment.perSecond(JobMetrics::in);
                case OUT_PER_SEC -> moment.perSecond(JobMetrics::out);
                case P50_MS -> percentileMs(moment.latency(), 50);
                case P99_MS -> percentileMs(moment.latency(), 99);
                case LAG_MS -> orNone(moment.lagMs());
                case HEAP_BYTES -> moment.heapBytes();
                case DISK_BYTES -> moment.metrics().epochs().diskBytes();
                case EPOCH_MS -> moment.metrics().epochs().took().toNanos() / 1e6;
                case FAILED -> moment.metrics().failed();
                case LATE -> moment.metrics().late();
            };
        }
    }

    /** Makes an empty one. */
    History() {
        for (Series series : Series.values()) {
            values.put(series, new double[SECONDS]);
        }
    }

    /** Returns a percentile in milliseconds; {@code NaN} if nothing was measured. */
    public static double percentileMs(Distribution latency, double percent) {
        return latency.count() == 0 ? Double.NaN : latency.percentile(percent).toNanos() / 1e6;
    }

    private static double orNone(@Nullable Long number) {
        return number == null ? Double.NaN : number;
    }

    synchronized void add(Moment moment) {
        int slot = (int) (count++ % SECONDS);
        atMs[slot] = moment.atMs();
        values.forEach((series, ring) -> ring[slot] = series.of(moment));
    }

    /**
     * The latest moments, oldest first.
     *
     * @param values of each series as many as there are moments; {@code NaN} where there is nothing to tell
     */
    public record Latest(List<Long> atMs, Map<Series, List<Double>> values) {}

    /** Returns the latest moments, at most so many. Copies. */
    public synchronized Latest latest(int atMost) {
        int size = (int) Math.min(Math.min(count, SECONDS), atMost);
        Map<Series, List<Double>> copies = new EnumMap<>(Series.class);
        values.forEach((series, ring) -> copies.put(
                series,
                IntStream.range(0, size).mapToObj(i -> ring[slot(i, size)]).toList()));
        return new Latest(
                IntStream.range(0, size).mapToObj(i -> atMs[slot(i, size)]).toList(), copies);
    }

    private int slot(int i, int of) {
        return (int) ((count - of + i) % SECONDS);
    }
}
