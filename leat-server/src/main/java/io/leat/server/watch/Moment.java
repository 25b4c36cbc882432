// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.watch;

import io.leat.Job;
import io.leat.metric.Distribution;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.observe.Progress;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What a job had done at a moment, and at one some seconds before, so that rates can be told.
 *
 * @param atMs by the clock of the machine
 * @param heapBytes how much of the heap was in use
 * @param metrics what it had done
 * @param before what it had done before
 * @param seconds between the two; 0 at the first moment
 * @param partitions how far its sources had come
 */
public record Moment(
        long atMs,
        long heapBytes,
        Job.Status status,
        JobMetrics metrics,
        JobMetrics before,
        double seconds,
        List<Progress> partitions) {
    public Moment {
        partitions = List.copyOf(partitions);
    }

    /** Returns whether a job does nothing any more. */
    public static boolean isOver(Job.Status status) {
        return switch (status) {
            case RUNNING, STOPPING, SUSPENDING -> false;
            case SUSPENDED, COMPLETED, CANCELLED, FAILED -> true;
        };
    }

    /** Returns how much of something came a second; 0 when the job is over, {@code NaN} if that is not known yet. */
    public double perSecond(ToLongFunction<JobMetrics> count) {
        return perSecond(count.applyAsLong(metrics) - count.applyAsLong(before));
    }

    /** Returns how much of something came to a step a second, or left it. */
    public double perSecond(int step, ToLongFunction<StepMetrics> count) {
        return perSecond(count.applyAsLong(metrics.steps().get(step))
                - count.applyAsLong(before.steps().get(step)));
    }

    private double perSecond(long count) {
        if (isOver(status)) {
            return 0;
        }
        return seconds == 0 ? Double.NaN : count / Math.max(1, seconds); // a past that is read at once is no rate
    }

    /** Returns the latencies of what sinks were given in between. */
    public Distribution latency() {
        return metrics.latency().since(before.latency());
    }

    /** Returns the latencies of what a sink was given in between; none for other steps. */
    public Distribution latency(int step) {
        return metrics.steps()
                .get(step)
                .latency()
                .since(before.steps().get(step).latency());
    }

    /** Returns which part of the time in between a thread spent on something, from 0 to 1. */
    public double part(int worker, Function<WorkerMetrics, Duration> time) {
        Duration spent = time.apply(metrics.workers().get(worker))
                .minus(time.apply(before.workers().get(worker)));
        return isOver(status) || seconds == 0 ? 0 : Math.min(1, spent.toNanos() / 1e9 / seconds);
    }

    /** Returns how far event time is behind the clock, in milliseconds; null if no source has a watermark, or the job is over. */
    public @Nullable Long lagMs() {
        Long watermark = isOver(status) ? null : sourceWatermarkMs();
        return watermark == null ? null : atMs - watermark;
    }

    /** Returns the smallest watermark of the sources that have one and have not ended; null if there is none. */
    private @Nullable Long sourceWatermarkMs() {
        return metrics.steps().stream()
                .filter(step -> step.kind().equals("from"))
                .map(StepMetrics::watermark)
                .filter(watermark -> watermark != Long.MIN_VALUE && watermark != Long.MAX_VALUE)
                .min(Long::compare)
                .orElse(null);
    }
}
