// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A live source that the program itself feeds: {@link #emit} from any thread.
 *
 * <p>It holds a bounded number of events that the job has not read yet. When it is full, {@code emit} waits and
 * {@code offer} refuses. Events without {@code timedBy} get the time of the job's clock when the job reads them; it
 * never goes back, so none of them is late. One job reads a {@code Push}; its events wait until that job starts.
 */
public final class Push<T> extends Source<T> implements AutoCloseable {
    private static final int DEFAULT_CAPACITY = 65_536;
    private static final long CHECK_MS = 20;

    private final Class<T> type;
    private final @Nullable ToLongFunction<? super T> time;
    private final ArrayBlockingQueue<T> queue;
    /** Emitters that have found the source open and may still add: the input has not ended while there are any. */
    private final AtomicInteger emitting = new AtomicInteger();

    private volatile boolean closed;
    private volatile boolean abandoned;

    private Push(Class<T> type, @Nullable ToLongFunction<? super T> time, int capacity) {
        this.type = type;
        this.time = time;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** Returns a source for 65,536 waiting events. */
    public static <T> Push<T> of(Class<T> type) {
        return new Push<>(type, null, DEFAULT_CAPACITY);
    }

    /**
     * Returns a new source that holds at most {@code events} waiting ones.
     *
     * @param events at least 1
     */
    public Push<T> capacity(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("a capacity of " + events + " events: give at least 1");
        }
        return new Push<>(type, time, events);
    }

    /** Returns a new source with the time of its events given by a function. */
    @Override
    public Push<T> timedBy(Function<? super T, Instant> by) {
        return timedByMillis(t -> by.apply(t).toEpochMilli());
    }

    /** Returns a new source with the time of its events given in milliseconds since 1970-01-01T00:00Z. */
    @Override
    public Push<T> timedByMillis(ToLongFunction<? super T> by) {
        return new Push<>(type, by, queue.size() + queue.remainingCapacity());
    }

    /**
     * Emits an event; waits while the source is full.
     *
     * @throws IllegalStateException if the source is closed, or the job that read it has ended
     * @throws InterruptedException if interrupted while waiting; the event was not taken
     */
    public void emit(T event) throws InterruptedException {
        emitting.incrementAndGet();
        try {
            do {
                checkOpen();
            } while (!queue.offer(event, CHECK_MS, TimeUnit.MILLISECONDS));
        } finally {
            emitting.decrementAndGet();
        }
    }

    /**
     * Emits an event unless the source is full.
     *
     * @return whether it was taken; if not, the caller still has it
     * @throws IllegalStateException if the source is closed, or the job that read it has ended
     */
    public boolean offer(T event) {
        emitting.incrementAndGet();
        try {
            checkOpen();
            return queue.offer(event);
        } finally {
            emitting.decrementAndGet();
        }
    }

    /** Ends the source: what was emitted is still processed, then its job sees the end of the input. */
    @Override
    public void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed || abandoned) {
            throw new IllegalStateException(
                    closed ? "the source is closed" : "the job that read this source has ended");
        }
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public boolean timed() {
        return true;
    }

    @Override
    public @Nullable ToLongFunction<? super T> timestamps() {
        return time;
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new Partition());
    }

    @Override
    public String toString() {
        return "push of " + type.getSimpleName();
    }

    private final class Partition implements SourcePartition<T> {
        @Override
        public String name() {
            return "push";
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            abandoned = false;
            return new Reader();
        }
    }

    private final class Reader implements SourceReader<T> {
        private long read;

        @Override
        public Status read(Records<? super T> out, int atMost) {
            boolean ending = closed && emitting.get() == 0;
            int n = 0;
            for (T next; n < atMost && (next = queue.poll()) != null; n++) {
                out.add(next);
            }
            read += n;
            if (n > 0) {
                return Status.MORE;
            }
            return ending ? Status.END : Status.EMPTY;
        }

        @Override
        public Position position() {
            return Position.of(read);
        }

        @Override
        public void close() {
            abandoned = true;
        }
    }
}
