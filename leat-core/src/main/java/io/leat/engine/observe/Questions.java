// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import io.leat.engine.port.StepFailedException;
import io.leat.engine.replica.Replica;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** Has something done in the threads of all workers, between two batches, and waits for it. Thread-safe. */
public final class Questions {
    private static final long LOOK_MS = 20;

    private final List<Replica> replicas;
    private final BooleanSupplier gone;
    private final Object noWorkers = new Object();

    /** {@code gone}: whether the threads of the workers have ended. */
    public Questions(List<Replica> replicas, BooleanSupplier gone) {
        this.replicas = replicas;
        this.gone = gone;
    }

    /**
     * Asks every worker; when there are none any more, finds the answers itself.
     *
     * @throws IllegalStateException what a question threw
     * @throws TimeoutException if a worker has not answered in time; it will not
     */
    public <T> List<T> ask(Function<? super Replica, T> question, Duration timeout)
            throws TimeoutException, InterruptedException {
        List<CompletableFuture<T>> answers = new ArrayList<>();
        for (Replica replica : replicas) {
            CompletableFuture<T> answer = new CompletableFuture<>();
            answers.add(answer);
            replica.measures().looks().ask(() -> answer(question, replica, answer));
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            List<T> found = new ArrayList<>();
            for (CompletableFuture<T> answer : answers) {
                found.add(await(answer, deadline));
            }
            return found;
        } finally {
            answers.forEach(answer -> answer.cancel(false));
        }
    }

    private static <T> void answer(
            Function<? super Replica, T> question, Replica replica, CompletableFuture<T> answer) {
        if (!answer.isDone()) {
            try {
                answer.complete(question.apply(replica));
            } catch (StepFailedException e) {
                answer.completeExceptionally(e);
                throw e; // which ends the job
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private <T> T await(CompletableFuture<T> answer, long deadline) throws TimeoutException, InterruptedException {
        while (true) {
            try {
                return answer.get(LOOK_MS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new TimeoutException("a thread of the job is held up, and did not answer in time");
                }
                answerForThem();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                throw new IllegalStateException(cause.getMessage(), cause);
            }
        }
    }

    private void answerForThem() {
        if (gone.getAsBoolean()) {
            synchronized (noWorkers) {
                replicas.forEach(replica -> replica.measures().looks().answer());
            }
        }
    }
}
