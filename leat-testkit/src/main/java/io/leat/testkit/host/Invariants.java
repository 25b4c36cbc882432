// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.checkpoint.HeapState;
import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;

/** What holds after every run that has come to its end. */
public final class Invariants {
    /** Stands still: nothing in a case depends on how long a run takes. */
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2100-01-01T00:00:00Z"));

    private Invariants() {}

    /** Checks all of them; {@code states} gives the state of a step, a part for each worker. */
    @SuppressWarnings("exports") // for the kit alone, which sees what the hosts keep
    public static void check(
            Graph graph,
            JobMetrics metrics,
            List<DeadLetter> deadLetters,
            Function<String, List<HeapState<Object, ?>>> states) {
        assertThat(deadLetters).as("dead letters").isEmpty();
        assertThat(metrics.steps())
                .as("watermarks at the end")
                .extracting(StepMetrics::watermark)
                .containsOnly(Long.MAX_VALUE);
        List<String> remains = graph.steps().stream()
                .flatMap(step -> states.apply(step.name()).stream().map(state -> remains(step.name(), state)))
                .filter(text -> !text.isEmpty())
                .toList();
        assertThat(remains).as("state when all input has ended").isEmpty();
    }

    private static String remains(String step, HeapState<Object, ?> state) {
        return state.entries() == 0 && state.nextTimer() == Long.MAX_VALUE
                ? ""
                : step + ": " + state.entries() + " entries, next timer " + state.nextTimer();
    }
}
