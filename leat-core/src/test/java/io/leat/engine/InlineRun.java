// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Pipeline;
import io.leat.connector.Source;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.JobInsides;
import io.leat.failure.DeadLetter;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** A pipeline that has been run to its end in the caller's thread. No state may be left then. */
public record InlineRun(JobMetrics metrics, List<DeadLetter> deadLetters) {
    /** Dead letters are dated by this clock. */
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static final int MANY_STEPS = 100_000;

    /** Runs a pipeline. */
    public static InlineRun of(Pipeline.Definition definition) {
        return of(Pipeline.of("test", definition), 0);
    }

    /**
     * Runs a pipeline.
     *
     * @param restores how often it is thrown away after a step, and another goes on from its snapshot; the sinks must not mind
     */
    public static InlineRun of(Pipeline pipeline, int restores) {
        try {
            return run(pipeline, restores);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static InlineRun run(Pipeline pipeline, int restores) throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        InlineHost host = InlineHost.open(pipeline.graph(), clock, null);
        for (int i = 0; i < restores; i++) {
            host.step();
            Snapshot snapshot = host.snapshot();
            host.close();
            host = InlineHost.open(pipeline.graph(), clock, snapshot);
        }
        for (int i = 0; !host.hasEnded(); i++) {
            host.step();
            assertThat(i).as("steps without an end").isLessThan(MANY_STEPS);
        }
        assertThat(JobInsides.remains(host, pipeline.graph()))
                .as("state at the end")
                .isEmpty();
        InlineRun run = new InlineRun(host.metrics(), host.deadLetters());
        host.close();
        return run;
    }

    /** Returns the metrics of a step. */
    public StepMetrics step(String name) {
        return metrics.step(name);
    }

    /** Returns an event with the key {@code a}. */
    public static Item at(long id, long time) {
        return new Item(id, "a", time);
    }

    /** Returns a timed source of one partition, which is read event by event: the watermark moves after each. */
    public static Source<Item> source(Item... items) {
        return new Trickle<>(List.of(List.of(items))).timedByMillis(Item::time);
    }
}
