// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.RunningJob;
import io.leat.graph.Graph;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The worker host: a thread for each worker. A run is restored by a job of another parallelism, after some time for work that
 * the crash takes back.
 */
final class WorkerThreads implements Host {
    private static final int LONG_SECONDS = 60;
    private static final int MOST_WORKERS = 4;
    private static final int LONGEST_IN_VAIN_NANOS = 300_000;

    @Override
    public String name() {
        return "worker";
    }

    @Override
    public boolean parallel() {
        return true;
    }

    @Override
    public Probe run(Trial trial, Schedule schedule) throws Exception {
        Probe probe = new Probe(trial, schedule);
        Graph graph = trial.pipeline(probe).graph();
        Random random = new Random(schedule.seed());
        int workers = schedule.parallelism();
        Snapshot snapshot = null;
        for (int point : schedule.restores()) {
            int events = Math.min(point, trial.size());
            probe.arrival().limit(events);
            snapshot = snapshotAtLimit(start(graph, workers, snapshot), probe, random);
            probe.backTo(snapshot.epoch(), events);
            probe.forgetCounts();
            workers = 1 + random.nextInt(MOST_WORKERS);
        }
        probe.arrival().limit(Integer.MAX_VALUE);
        finish(start(graph, workers, snapshot), graph, probe);
        return probe;
    }

    private static RunningJob start(Graph graph, int workers, @Nullable Snapshot from) {
        return RunningJob.start(graph, workers, Invariants.CLOCK, from);
    }

    /** Takes a snapshot of a job whose events are held back behind a point, lets it run on a little, and cancels it. */
    private static Snapshot snapshotAtLimit(RunningJob job, Probe probe, Random random) throws Exception {
        Snapshot snapshot;
        try {
            probe.arrival().awaitLimit();
            snapshot = job.snapshot().get(LONG_SECONDS, TimeUnit.SECONDS);
            if (random.nextBoolean()) {
                probe.arrival().limit(Integer.MAX_VALUE);
                LockSupport.parkNanos(random.nextInt(LONGEST_IN_VAIN_NANOS));
            }
        } catch (Exception | AssertionError e) {
            job.failure().ifPresent(e::addSuppressed);
            throw e;
        } finally {
            job.cancel();
        }
        assertThat(job.await(Duration.ofSeconds(LONG_SECONDS))).as("cancelled").isTrue();
        assertThat(job.status()).isIn(Job.Status.CANCELLED, Job.Status.COMPLETED);
        return snapshot;
    }

    private static void finish(RunningJob job, Graph graph, Probe probe) throws InterruptedException {
        if (!job.await(Duration.ofSeconds(LONG_SECONDS))) {
            job.cancel();
            throw new AssertionError("the job does not end: " + job.metrics());
        }
        probe.add(job.awaitCompletion());
        Invariants.check(graph, job.metrics(), job.deadLetters(), job::states);
    }
}
