// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs what may hang: a host that loops for ever is to fail its case, and not to hold up all the others. */
final class Watchdog {
    private static final int FRAMES = 15;
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable, "leat-conform");
        thread.setDaemon(true);
        return thread;
    });

    private Watchdog() {}

    /** What is thrown where something does not end; the message shows what it is doing. */
    static final class EndlessError extends AssertionError {
        private static final long serialVersionUID = 1L;

        EndlessError(String message) {
            super(message);
        }
    }

    /**
     * Runs an action in another thread.
     *
     * @throws EndlessError if it does not end in time; its thread is then left behind
     * @throws Exception what it throws
     */
    static <T> T run(long atMostSeconds, Callable<T> action) throws Exception {
        AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        CompletableFuture<T> result = new CompletableFuture<>();
        THREADS.execute(() -> {
            thread.set(Thread.currentThread());
            try {
                result.complete(action.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(atMostSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new EndlessError("it does not end within " + atMostSeconds + " s; it is at" + stack(thread.get()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String stack(@Nullable Thread thread) {
        return thread == null
                ? " no place: it has not begun"
                : Arrays.stream(thread.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n  " + frame)
                        .collect(Collectors.joining());
    }
}
