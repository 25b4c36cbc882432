// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Job;
import io.leat.Pipeline;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.JobInsides;
import io.leat.engine.run.RunningJob;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A way to run a case. After each run the invariants of any run are checked, then the case itself. */
interface Host {
    InstantSource CLOCK = InstantSource.system();
    int MANY_STEPS = 1_000_000;
    int LONG_SECONDS = 20;

    /** Runs a case; throws an {@code AssertionError} if it fails. All that is random comes from {@code seed}. */
    void run(Trial trial, long seed) throws Exception;

    /** In the caller's thread, from the beginning to the end. */
    static Host inline() {
        return (trial, seed) -> {
            Probe probe = new Probe(new Gate(true), seed);
            Pipeline pipeline = trial.pipeline(probe);
            InlineHost host = InlineHost.open(pipeline.graph(), CLOCK, null);
            finish(host, pipeline, probe);
            trial.check(probe);
        };
    }

    /** In the caller's thread; now and then it is thrown away, and another goes on from its snapshot. */
    static Host inlineWithRestores() {
        return (trial, seed) -> {
            Random random = new Random(seed);
            Probe probe = new Probe(new Gate(true), seed);
            Pipeline pipeline = trial.pipeline(probe);
            InlineHost host = InlineHost.open(pipeline.graph(), CLOCK, null);
            for (int restores = random.nextInt(6); restores > 0; restores--) {
                step(host, random.nextInt(12));
                Snapshot snapshot = host.snapshot();
                probe.add(host.metrics());
                step(host, random.nextInt(3));
                host.close();
                probe.cutTo(snapshot.epoch());
                host = InlineHost.open(pipeline.graph(), CLOCK, snapshot);
            }
            finish(host, pipeline, probe);
            trial.check(probe);
        };
    }

    private static void step(InlineHost host, int times) {
        for (int i = 0; i < times; i++) {
            host.step();
        }
    }

    private static void finish(InlineHost host, Pipeline pipeline, Probe probe) throws Exception {
        for (int i = 0; !host.hasEnded(); i++) {
            host.step();
            assertThat(i).as("steps without an end").isLessThan(MANY_STEPS);
        }
        JobMetrics metrics = host.metrics();
        probe.add(metrics);
        assertThat(host.deadLetters()).as("dead letters").isEmpty();
        assertThat(JobInsides.remains(host, pipeline.graph()))
                .as("state when all windows are closed")
                .isEmpty();
        checkWatermarks(metrics);
        host.close();
    }

    /** On threads, from the beginning to the end. */
    static Host workers(int parallelism) {
        return (trial, seed) -> {
            Probe probe = new Probe(new Gate(true), seed);
            Pipeline pipeline = trial.pipeline(probe);
            finish(RunningJob.start(pipeline.graph(), parallelism, CLOCK, null), pipeline, probe);
            trial.check(probe);
        };
    }

    /** On threads; cancelled after a snapshot, from which a job with another parallelism goes on. */
    static Host workersWithRestart() {
        return (trial, seed) -> {
            Random random = new Random(seed);
            Gate gate = new Gate(false);
            Probe probe = new Probe(gate, seed);
            Pipeline pipeline = trial.pipeline(probe);
            RunningJob job = RunningJob.start(pipeline.graph(), 1 + random.nextInt(4), CLOCK, null);
            gate.awaitReached();
            Snapshot snapshot = job.snapshot().get(LONG_SECONDS, TimeUnit.SECONDS);
            job.cancel();
            assertThat(job.await(Duration.ofSeconds(LONG_SECONDS))).isTrue();
            assertThat(job.status()).isEqualTo(Job.Status.CANCELLED);
            probe.cutTo(snapshot.epoch());
            probe.forgetCounts();
            gate.open();
            finish(RunningJob.start(pipeline.graph(), 1 + random.nextInt(4), CLOCK, snapshot), pipeline, probe);
            trial.check(probe);
        };
    }

    private static void finish(RunningJob job, Pipeline pipeline, Probe probe) throws Exception {
        if (!job.await(Duration.ofSeconds(LONG_SECONDS))) {
            job.cancel();
            throw new AssertionError("the job does not end: " + job.metrics());
        }
        JobMetrics metrics = job.awaitCompletion();
        assertThat(job.deadLetters()).as("dead letters").isEmpty();
        assertThat(JobInsides.remains(job, pipeline.graph()))
                .as("state when all windows are closed")
                .isEmpty();
        checkWatermarks(metrics);
        probe.add(metrics);
    }

    private static void checkWatermarks(JobMetrics metrics) {
        assertThat(metrics.steps())
                .as("watermarks at the end")
                .extracting(StepMetrics::watermark)
                .containsOnly(Long.MAX_VALUE);
    }
}
