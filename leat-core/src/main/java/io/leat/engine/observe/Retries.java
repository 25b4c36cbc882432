// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Tries a dead letter again while its job runs. */
public final class Retries {
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private Retries() {}

    /**
     * Checks that a step can be given a value in place of that of a letter.
     *
     * @throws IllegalArgumentException if it cannot; the message says why
     */
    public static void check(DeadLetter letter, Object value, Graph graph) {
        Step step = graph.steps().stream()
                .filter(s -> s.name().equals(letter.step()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("a letter of step '" + letter.step()
                        + "' in a job without it: there are "
                        + graph.steps().stream().map(Step::name).toList()));
        if (step instanceof Step.From from) {
            Class<?> type = from.source().type();
            if (!type.isInstance(value)) {
                throw new IllegalArgumentException("source '" + step.name() + "' gives records of class "
                        + type.getName() + ", and the value is of class "
                        + value.getClass().getName() + ": give it one of that class");
            }
        } else if (!letter.retriable()) {
            throw new IllegalArgumentException("step '" + step.name()
                    + "' cannot be given a record again: it has several inputs, and which one it came by is not known");
        }
    }

    /**
     * Tries it, and waits until that is done.
     *
     * @throws IllegalStateException if a thread of the job is held up for ten seconds, or the job has ended
     */
    public static void attempt(DeadLetter letter, Object value, Questions questions, BooleanSupplier over) {
        try {
            List<Boolean> done = questions.ask(
                    replica -> {
                        if (over.getAsBoolean()) {
                            return false;
                        }
                        replica.attempts().attempt(letter, value);
                        return true;
                    },
                    LONGEST);
            if (!done.contains(true)) {
                throw new IllegalStateException("the job has ended, and the letter was not tried again");
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException(e.getMessage() + ": perhaps the letter was not tried again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted, and perhaps the letter was not tried again", e);
        }
    }
}
