// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.port.Receiver;
import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The dead letters that are tried again in a worker. Its thread only. */
public final class Attempts {
    private final Graph graph;
    private final Function<Step, @Nullable Receiver<Object>> entrances;
    private final Queue<Runnable> first = new ArrayDeque<>();

    /** {@code entrances}: what gives a record to a step as if it had come; null if the step is not here, or takes none. */
    Attempts(Graph graph, Function<Step, @Nullable Receiver<Object>> entrances) {
        this.graph = graph;
        this.entrances = entrances;
    }

    /** Has a letter tried before anything else. */
    void first(DeadLetter letter) {
        Object value = letter.value();
        if (value != null && letter.retriable()) {
            first.add(() -> attempt(letter, value));
        }
    }

    /** Returns whether there are letters that are to be tried before anything else. */
    boolean isAnyFirst() {
        return !first.isEmpty();
    }

    /** Tries one of them. */
    void tryFirst() {
        first.remove().run();
    }

    /** Tries a letter now, with a value in place of its own. Not while an epoch is being cut. */
    public void attempt(DeadLetter letter, Object value) {
        for (Step step : graph.steps()) {
            if (step.name().equals(letter.step())) {
                Receiver<Object> entrance = entrances.apply(step);
                if (entrance != null) {
                    entrance.receive(value, letter.timestamp(), Long.MIN_VALUE);
                }
            }
        }
    }
}
