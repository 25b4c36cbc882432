// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.metric.Distribution;
import io.leat.metric.JobMetrics;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The last quarter of an hour of a job, a number a second for each {@link Series}. Thread-safe. */
public final class History {
    /** How many moments are kept. */
    public static final int SECONDS = 900;

    private final long[] atMs = new long[SECONDS];
    private final Map<Series, double[]> values = new EnumMap<>(Series.class);
    /** How many moments were taken note of; the last {@link #SECONDS} of them are there. */
    private long count;

    /** What is kept of each moment; {@code NaN} where there is nothing to tell. */
    public enum Series {
        IN_PER_SEC("inPerSec", moment -> moment.perSecond(JobMetrics::in)),
        OUT_PER_SEC("outPerSec", moment -> moment.perSecond(JobMetrics::out)),
        P50_MS("p50Ms", moment -> percentileMs(moment.latency(), 50)),
        P99_MS("p99Ms", moment -> percentileMs(moment.latency(), 99)),
        LAG_MS("lagMs", moment -> orNone(moment.lagMs())),
        HEAP_BYTES("heapBytes", Moment::heapBytes),
        DISK_BYTES("diskBytes", moment -> moment.metrics().epochs().diskBytes()),
        EPOCH_MS("epochMs", moment -> moment.metrics().epochs().took().toNanos() / 1e6),
        FAILED("failed", moment -> moment.metrics().failed()),
        LATE("late", moment -> moment.metrics().late());

        private final String label;
        private final ToDoubleFunction<Moment> of;

        Series(String label, ToDoubleFunction<Moment> of) {
            this.label = label;
            this.of = of;
        }

        /** Returns its name for programs. */
        public String label() {
            return label;
        }

        /** Returns what it is at a moment; {@code NaN} for nothing. */
        public double of(Moment moment) {
            return of.applyAsDouble(moment);
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
    public record Latest(long[] atMs, Map<Series, double[]> values) {}

    /** Returns the latest moments, at most so many. Copies. */
    public synchronized Latest latest(int atMost) {
        int size = (int) Math.min(Math.min(count, SECONDS), atMost);
        long[] times = new long[size];
        Arrays.setAll(times, i -> atMs[slot(i, size)]);
        Map<Series, double[]> copies = new EnumMap<>(Series.class);
        values.forEach((series, ring) -> {
            double[] copy = new double[size];
            Arrays.setAll(copy, i -> ring[slot(i, size)]);
            copies.put(series, copy);
        });
        return new Latest(times, copies);
    }

    private int slot(int i, int of) {
        return (int) ((count - of + i) % SECONDS);
    }
}
