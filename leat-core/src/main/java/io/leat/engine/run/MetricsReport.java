// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.plan.Plan;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Replica;
import io.leat.engine.time.Lags;
import io.leat.graph.Step;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds up what the replicas of a job have published. */
final class MetricsReport {
    private MetricsReport() {}

    static JobMetrics of(JobContext job, List<Replica> replicas, Duration elapsed, EpochMetrics epochs) {
        Plan plan = job.plan();
        List<StepMetrics> steps = new ArrayList<>();
        for (Step step : plan.graph().steps()) {
            steps.add(of(step, job.countsBefore().get(step.name()), replicas, steps));
        }
        return new JobMetrics(
                plan.graph().name(), elapsed, steps, advice(job, replicas, steps), workers(replicas, elapsed), epochs);
    }

    private static List<WorkerMetrics> workers(List<Replica> replicas, Duration elapsed) {
        List<WorkerMetrics> workers = new ArrayList<>();
        for (Replica replica : replicas) {
            workers.add(replica.measures().time().of(workers.size(), elapsed));
        }
        return workers;
    }

    /** Returns from where a job goes on; empty if it begins. */
    static Optional<Job.Resumed> resumedFrom(JobContext job) {
        return Optional.ofNullable(job.restored())
                .map(from -> new Job.Resumed(
                        from.epoch(),
                        Instant.ofEpochMilli(from.sealedAtMs()),
                        of(job, List.of(), Duration.ZERO, EpochMetrics.NONE).in()));
    }

    /** About this life of the job: of earlier ones it is not known how far their events were behind. */
    private static List<LatenessAdvice> advice(JobContext job, List<Replica> replicas, List<StepMetrics> steps) {
        List<LatenessAdvice> advice = new ArrayList<>();
        for (Step step : job.plan().graph().steps()) {
            if (step instanceof Step.From from && from.source().timed()) {
                StepMetrics metrics = steps.get(step.id());
                Lags.Sum lags = new Lags.Sum();
                replicas.forEach(replica -> replica.measures().addLags(from, lags));
                advice.add(advice(step.name(), metrics.in() - metrics.failed() - earlier(step, job), lags));
            }
        }
        return advice;
    }

    /** Returns how many events earlier lives of the job got from a source. */
    private static long earlier(Step step, JobContext job) {
        long[] counts = job.countsBefore().get(step.name());
        return counts == null ? 0 : counts[0] - counts[6];
    }

    private static LatenessAdvice advice(String step, long events, Lags.Sum lags) {
        long behind = lags.total();
        long all = Math.max(events, behind); // the two are not read in the same moment
        return new LatenessAdvice(
                step,
                all,
                behind,
                lags.boundLosing(0),
                lags.boundLosing(all / 10_000),
                lags.boundLosing(all / 1_000),
                lags.boundLosing(all / 100));
    }

    /** {@code earlier}: what the step has counted in earlier lives of the job. */
    private static StepMetrics of(
            Step step, long @Nullable [] earlier, List<Replica> replicas, List<StepMetrics> before) {
        StepFigures figures = new StepFigures(earlier);
        replicas.forEach(replica -> replica.addTo(figures, step));
        Long watermark = figures.watermark();
        return metrics(step, figures, watermark == null ? ofInputs(step, before) : watermark);
    }

    /** A step that does not look at time is as far as its inputs, which come before it. */
    private static long ofInputs(Step step, List<StepMetrics> before) {
        return step.inputs().stream()
                .mapToLong(origin -> before.get(origin.step()).watermark())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static StepMetrics metrics(Step step, StepFigures figures, long watermark) {
        long[] c = figures.counters();
        long out = countsOut(step) ? c[1] : c[0] - c[2] - c[6];
        return new StepMetrics(
                step.name(),
                step.kind(),
                c[0],
                out,
                c[2],
                c[3],
                c[4],
                c[5],
                c[6],
                c[7],
                watermark,
                figures.queued(),
                figures.queueBound(),
                figures.entries(),
                figures.latency());
    }

    /** Whether a step may emit another number of records than it does not drop. */
    private static boolean countsOut(Step step) {
        return step.timeful()
                || step instanceof Step.FlatMap
                || step instanceof Step.MapMulti
                || step instanceof Step.Lookup
                || step instanceof Step.With
                || step instanceof Step.Broadcast;
    }
}
