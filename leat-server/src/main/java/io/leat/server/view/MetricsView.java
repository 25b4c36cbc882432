// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import io.leat.server.watch.History;
import io.leat.server.watch.Moment;
import io.leat.server.watch.WatchedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a job has done so far; rates and latencies are of the last ten seconds.
 *
 * @param p50Ms half of what sinks were given took at most so long; null if they were given nothing
 * @param lagMs how far event time is behind the clock; null if that is not known
 */
public record MetricsView(
        long atMs,
        String status,
        long elapsedMs,
        long in,
        long out,
        long filtered,
        long late,
        long failed,
        @Nullable Number inPerSec,
        @Nullable Number outPerSec,
        @Nullable Number p50Ms,
        @Nullable Number p99Ms,
        @Nullable Long lagMs,
        long heapBytes,
        long heapMaxBytes,
        long diskBytes,
        Epoch epoch,
        List<Worker> workers,
        List<StepNow> steps,
        List<Partition> partitions) {
    public static MetricsView of(WatchedJob watched) {
        Moment moment = watched.moment();
        JobMetrics done = moment.metrics();
        return new MetricsView(
                moment.atMs(),
                moment.status().name(),
                done.elapsed().toMillis(),
                done.in(),
                done.out(),
                done.filtered(),
                done.late(),
                done.failed(),
                Documents.number(moment.perSecond(JobMetrics::in)),
                Documents.number(moment.perSecond(JobMetrics::out)),
                Documents.number(History.percentileMs(moment.latency(), 50)),
                Documents.number(History.percentileMs(moment.latency(), 99)),
                moment.lagMs(),
                moment.heapBytes(),
                Runtime.getRuntime().maxMemory(),
                done.epochs().diskBytes(),
                Epoch.of(done.epochs()),
                Worker.of(moment),
                StepNow.of(moment),
                Partition.of(moment.partitions()));
    }

    /** {@link EpochMetrics}. */
    public record Epoch(
            long sealed,
            @Nullable Instant sealedMs,
            @Nullable Number tookMs,
            long waiting) {
        public static Epoch of(EpochMetrics epochs) {
            return new Epoch(
                    epochs.sealed(),
                    epochs.sealedAt(),
                    Documents.number(epochs.took().toNanos() / 1e6),
                    epochs.waiting());
        }
    }

    /** Which part of its time a thread worked, and could not, from 0 to 1. */
    public record Worker(
            int number, @Nullable Number busy, @Nullable Number blocked) {
        public static List<Worker> of(Moment moment) {
            List<Worker> workers = new ArrayList<>();
            for (WorkerMetrics worker : moment.metrics().workers()) {
                int place = workers.size();
                workers.add(new Worker(
                        worker.number(),
                        Documents.number(moment.part(place, WorkerMetrics::busy)),
                        Documents.number(moment.part(place, WorkerMetrics::blocked))));
            }
            return workers;
        }
    }

    /**
     * {@link StepMetrics}, with rates.
     *
     * @param watermarkMs null if there is none
     * @param ended whether no more comes to it
     */
    public record StepNow(
            String name,
            String kind,
            long in,
            long out,
            long filtered,
            long late,
            long partiallyLate,
            long unwindowed,
            long failed,
            long windows,
            @Nullable Long watermarkMs,
            boolean ended,
            long queued,
            long queueBound,
            long entries,
            @Nullable Number inPerSec,
            @Nullable Number outPerSec,
            @Nullable Number p50Ms,
            @Nullable Number p99Ms) {
        public static List<StepNow> of(Moment moment) {
            List<StepNow> steps = new ArrayList<>();
            for (StepMetrics step : moment.metrics().steps()) {
                steps.add(of(step, steps.size(), moment));
            }
            return steps;
        }

        private static StepNow of(StepMetrics step, int place, Moment moment) {
            return new StepNow(
                    step.step(),
                    step.kind(),
                    step.in(),
                    step.out(),
                    step.filtered(),
                    step.late(),
                    step.partiallyLate(),
                    step.unwindowed(),
                    step.failed(),
                    step.windows(),
                    Times.ofWatermark(step.watermark()),
                    step.watermark() == Long.MAX_VALUE,
                    step.queued(),
                    step.queueBound(),
                    step.entries(),
                    Documents.number(moment.perSecond(place, StepMetrics::in)),
                    Documents.number(moment.perSecond(place, StepMetrics::out)),
                    Documents.number(History.percentileMs(moment.latency(place), 50)),
                    Documents.number(History.percentileMs(moment.latency(place), 99)));
        }
    }
}
