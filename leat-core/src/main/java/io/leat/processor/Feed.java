// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The way from a flow to one job that reads it: a bounded buffer.
 *
 * <p>While {@value #CAPACITY} events wait, emitting from outside waits too, for {@value #PATIENCE_S} seconds; emitting from
 * inside a pipeline function never waits, and may fill the buffer to twice that. What has no room then is refused. A job that
 * has made somebody wait in vain counts as stalled, and nobody waits for it again until it reads: so a job that itself emits
 * to the flow slows down, and does not stop.
 *
 * <p>Thread-safe; read by the job's thread.
 */
final class Feed<T> implements SourceReader<T> {
    private static final int CAPACITY = 65_536;
    private static final int PATIENCE_S = 10;
    private static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Consumer<Feed<T>> onClose;
    private final Queue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile boolean stalled;
    private long read;

    Feed(Consumer<Feed<T>> onClose) {
        this.onClose = onClose;
    }

    /** Waits until there is room, or no hope for it. */
    void awaitRoom() {
        long start = System.nanoTime();
        while (size.get() >= CAPACITY
                && !stalled
                && !closed
                && !Thread.currentThread().isInterrupted()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_S)) {
                stalled = true;
            } else {
                LockSupport.parkNanos(this, CHECK_NANOS);
            }
        }
    }

    /** Takes an event unless there is no room at all, and returns whether it did. */
    boolean offer(T event) {
        if (size.get() >= (stalled ? CAPACITY : 2 * CAPACITY)) {
            return closed;
        }
        waiting.add(event);
        size.incrementAndGet();
        return true;
    }

    /** Says that there will be no more. */
    void end() {
        ended = true;
    }

    @Override
    public Status read(Records<? super T> out, int atMost) {
        boolean ending = ended;
        int n = 0;
        for (T next; n < atMost && (next = waiting.poll()) != null; n++) {
            out.add(next);
        }
        if (n == 0) {
            return ending ? Status.END : Status.EMPTY;
        }
        read += n;
        size.addAndGet(-n);
        stalled = false;
        return Status.MORE;
    }

    @Override
    public Position position() {
        return Position.of(read);
    }

    @Override
    public void close() {
        closed = true;
        onClose.accept(this);
        waiting.clear();
    }
}
