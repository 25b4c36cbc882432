// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.leat.Job;
import io.leat.metric.Distribution;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.observe.Progress;
import io.leat.server.watch.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is told of a job at one moment.
 *
 * @param at when, by the clock of the machine
 * @param partitions those that are told of
 * @param morePartitions how many there are besides
 * @param recent for each step, how long records took of late until it was given what came of them
 */
record Snapshot(
        Instant at,
        Job.Status status,
        JobMetrics metrics,
        List<Progress> partitions,
        int morePartitions,
        List<Distribution> recent) {

    /** A step at that moment. */
    record StepNow(StepMetrics metrics, Distribution recent, Instant at) {
        double lag() {
            return behind(at, seconds(metrics.watermark()));
        }
    }

    /** A partition at that moment. */
    record PartitionNow(Progress progress, Instant at) {
        double lag() {
            return behind(at, seconds(progress.watermark()));
        }
    }

    boolean isUp() {
        return !Moment.isOver(status);
    }

    StepNow step(int index) {
        return new StepNow(metrics.steps().get(index), recent.get(index), at);
    }

    @Nullable
    WorkerMetrics worker(int index) {
        return index < metrics.workers().size() ? metrics.workers().get(index) : null;
    }

    @Nullable
    PartitionNow partition(String source, String name) {
        for (Progress progress : partitions) {
            if (progress.source().equals(source) && progress.partition().equals(name)) {
                return new PartitionNow(progress, at);
            }
        }
        return null;
    }

    Distribution recentOfAll() {
        return recent.stream().reduce(Distribution.NONE, Distribution::plus);
    }

    /** Returns how far the smallest watermark of a source is behind, in seconds. Sources that have ended hold nobody up. */
    double lag() {
        if (!isUp()) {
            return Double.NaN;
        }
        return metrics.steps().stream()
                .filter(step -> step.kind().equals("from"))
                .mapToDouble(step -> seconds(step.watermark()))
                .filter(Double::isFinite)
                .map(watermark -> behind(at, watermark))
                .max()
                .orElse(Double.NaN);
    }

    private static double behind(Instant now, double watermark) {
        return seconds(now) - watermark;
    }

    /** Returns a watermark in seconds since 1970; NaN for that of the beginning and that of the end, which are no times. */
    static double seconds(long watermark) {
        return watermark == Long.MIN_VALUE || watermark == Long.MAX_VALUE ? Double.NaN : watermark / 1_000.0;
    }

    static double seconds(@Nullable Instant time) {
        return time == null ? Double.NaN : seconds(time.toEpochMilli());
    }

    static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    /** Returns a percentile in seconds; NaN if nothing was measured. */
    static double seconds(Distribution measured, double percent) {
        return measured.count() == 0 ? Double.NaN : seconds(measured.percentile(percent));
    }
}
