// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

import io.leat.function.AsyncMapper;
import io.leat.function.Mapper;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Lookups whose requests block: JDBC, files, clients without futures. */
public final class Lookups {
    private static final AtomicLong THREADS = new AtomicLong();

    /** All blocking lookups of the program share these threads, each of which goes when it has had nothing to do for a minute. */
    private static final ExecutorService POOL = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "leat-lookup-" + THREADS.getAndIncrement());
        thread.setDaemon(true);
        return thread;
    });

    private Lookups() {}

    /**
     * Returns a function that makes each request in a thread of its own, as many at a time as the lookup has in flight: set
     * {@link LookupOptions#inFlight(int)} to what the other side can take, such as the size of a connection pool. A request
     * that takes too long is interrupted.
     *
     * @param request is called from many threads
     */
    public static <T extends @Nullable Object, V extends @Nullable Object> AsyncMapper<T, V> blocking(
            Mapper<? super T, ? extends V> request) {
        return value -> {
            Call<V> call = new Call<>();
            call.startWith(() -> request.apply(value));
            return call;
        };
    }

    /** A request that runs in a thread; cancelling it interrupts that. */
    private static final class Call<V extends @Nullable Object> extends CompletableFuture<V> {
        private @Nullable FutureTask<?> task;

        @FunctionalInterface
        private interface Body<V extends @Nullable Object> {
            V run() throws Exception;
        }

        void startWith(Body<V> body) {
            FutureTask<?> started = new FutureTask<>(() -> run(body), null);
            task = started;
            POOL.execute(started);
        }

        private void run(Body<V> body) {
            try {
                complete(body.run());
            } catch (Throwable t) { // whoever waits for the answer gets it
                completeExceptionally(t);
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            boolean cancelled = super.cancel(mayInterrupt);
            if (cancelled && task != null) {
                task.cancel(mayInterrupt);
            }
            return cancelled;
        }
    }
}
