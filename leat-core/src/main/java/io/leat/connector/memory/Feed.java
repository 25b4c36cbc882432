// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceLog;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The way of events from the threads that emit them to the one that reads them: a queue, or the log of a job. What the methods of
 * {@link Push} of the same names promise is kept here. Thread-safe.
 */
final class Feed<T> implements SourcePartition<T> {
    private static final long CHECK_MS = 20;

    private final int capacity;
    /** Whether events are taken when no job reads them. */
    private final boolean takesAhead;

    private final ArrayBlockingQueue<T> queue;
    /** Who adds to the queue holds it, so that several events find room together or not at all. */
    private final Object adding = new Object();
    /** Emitters that have found the source open and may still add: the input has not ended while there are any. */
    private final AtomicInteger emitting = new AtomicInteger();

    /** Who waits for room or for a job waits here. No function of the user is called while it is held. */
    private final Object gate = new Object();

    private volatile Way way = Way.AHEAD;
    /** The log, while events go there. */
    private volatile @Nullable SourceLog<T> log;
    /** Up to which event of the log the job has read. */
    private volatile long read;

    private volatile int waiting;
    private volatile boolean closed;
    private volatile boolean abandoned;
    /** The one that reads; one of an earlier job may close late. */
    private volatile @Nullable SourceReader<T> reader;

    /** Where events go. */
    private enum Way {
        /** No job reads it: to the queue, or nowhere. */
        AHEAD,
        /** A job is about to read its log: what is in the queue is on its way there, and nothing else may overtake it. */
        MOVING,
        /** To the queue, which a job reads. */
        QUEUE,
        /** To the log. */
        LOG
    }

    Feed(int capacity, boolean takesAhead) {
        this.capacity = capacity;
        this.takesAhead = takesAhead;
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    // ---- for those who emit ---------------------------------------------------------------------------------------

    void emit(T event) throws InterruptedException {
        emitting.incrementAndGet();
        try {
            while (true) {
                checkOpen();
                if (take(event)) {
                    return;
                }
                awaitRoom(1, CHECK_MS);
            }
        } finally {
            emitting.decrementAndGet();
        }
    }

    void emitAll(Collection<? extends T> events) throws InterruptedException {
        Deque<T> left = new ArrayDeque<>(events);
        emitting.incrementAndGet();
        try {
            while (!left.isEmpty()) {
                checkOpen();
                if (way == Way.LOG && append(left)) {
                    return;
                }
                if (way != Way.LOG && take(left.element())) {
                    left.remove();
                } else {
                    awaitRoom(1, CHECK_MS);
                }
            }
        } finally {
            emitting.decrementAndGet();
        }
    }

    boolean offer(T event) {
        emitting.incrementAndGet();
        try {
            checkOpen();
            return take(event);
        } finally {
            emitting.decrementAndGet();
        }
    }

    boolean offerAll(Collection<? extends T> events, long atMostNs) throws InterruptedException {
        if (events.size() > capacity) {
            throw new IllegalArgumentException(events.size() + " events at once into a source that holds " + capacity
                    + " waiting ones: give fewer, or a larger capacity(…)");
        }
        long began = System.nanoTime();
        emitting.incrementAndGet();
        try {
            while (true) {
                checkOpen();
                if (takeAll(events)) {
                    return true;
                }
                long leftNs = atMostNs - (System.nanoTime() - began);
                if (leftNs <= 0) {
                    return false;
                }
                awaitRoom(events.size(), Math.min(CHECK_MS, 1 + leftNs / 1_000_000));
            }
        } finally {
            emitting.decrementAndGet();
        }
    }

    void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed || abandoned) {
            throw new IllegalStateException(
                    closed ? "the source is closed" : "the job that read this source has ended");
        }
    }

    private boolean take(T event) {
        return switch (way) {
            case AHEAD -> takeAhead(event);
            case MOVING -> false;
            case QUEUE -> enqueue(event);
            case LOG -> append(List.of(event));
        };
    }

    private boolean takeAll(Collection<? extends T> events) {
        return switch (way) {
            case AHEAD -> takeAllAhead(events);
            case MOVING -> false;
            case QUEUE -> enqueueAll(events);
            case LOG -> append(events);
        };
    }

    private boolean enqueue(T event) {
        synchronized (adding) {
            return queue.offer(event);
        }
    }

    /** Adds all or none: who holds the lock alone adds, and others only make room. */
    private boolean enqueueAll(Collection<? extends T> events) {
        synchronized (adding) {
            if (queue.remainingCapacity() < events.size()) {
                return false;
            }
            queue.addAll(events);
            return true;
        }
    }

    private boolean takeAllAhead(Collection<? extends T> events) {
        synchronized (gate) {
            return way == Way.AHEAD && takesAhead && enqueueAll(events);
        }
    }

    private boolean takeAhead(T event) {
        synchronized (gate) {
            return way == Way.AHEAD && takesAhead && enqueue(event);
        }
    }

    /** Appends to the log if there is room for an event. */
    private boolean append(Collection<? extends T> events) {
        SourceLog<T> to = log;
        if (to == null || isFull(to)) {
            return false;
        }
        try {
            to.append(events);
            return true;
        } catch (IOException e) {
            checkOpen(); // the job has closed its log
            throw new UncheckedIOException(
                    "the log could not be written, and whether the event is there is not known: " + e.getMessage(), e);
        }
    }

    private boolean isFull(SourceLog<T> to) {
        return to.end() - read >= capacity;
    }

    /** Waits a while, if there is no room for so many. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls it looks again
    private void awaitRoom(int events, long atMostMs) throws InterruptedException {
        synchronized (gate) {
            waiting++; // before it looks, or nobody might wake it
            try {
                SourceLog<T> to = log;
                if (to == null ? way != Way.QUEUE || queue.remainingCapacity() < events : isFull(to)) {
                    gate.wait(atMostMs);
                }
            } finally {
                waiting--;
            }
        }
    }

    private void go(Way next) {
        synchronized (gate) {
            way = next;
            gate.notifyAll();
        }
    }

    private void wake() {
        if (waiting > 0) {
            synchronized (gate) {
                gate.notifyAll();
            }
        }
    }

    // ---- for the one that reads -----------------------------------------------------------------------------------

    @Override
    public String name() {
        return "push";
    }

    @Override
    public SourceReader<T> open(@Nullable Position from) {
        QueueReader opened = new QueueReader();
        reader = opened;
        abandoned = false;
        go(Way.QUEUE);
        return opened;
    }

    @Override
    public SourceReader<T> open(@Nullable Position from, SourceLog<T> to) throws IOException {
        LogReader opened = new LogReader(to.read(from));
        reader = opened;
        abandoned = false;
        read = opened.reader.next();
        moveTo(to);
        return opened;
    }

    private void moveTo(SourceLog<T> to) throws IOException {
        go(Way.MOVING);
        List<T> ahead = new ArrayList<>();
        queue.drainTo(ahead);
        try {
            to.append(ahead);
        } catch (IOException | RuntimeException e) {
            queue.addAll(ahead);
            go(Way.AHEAD);
            throw e;
        }
        log = to;
        go(Way.LOG);
    }

    private boolean isEnding() {
        return closed && emitting.get() == 0;
    }

    private void leave(SourceReader<T> who) {
        if (reader == who) {
            abandoned = true;
            log = null;
            go(Way.AHEAD);
        }
    }

    private final class QueueReader implements SourceReader<T> {
        private long count;

        @Override
        public Status read(Records<? super T> out, int atMost) {
            boolean ending = isEnding();
            int n = 0;
            for (T next; n < atMost && (next = queue.poll()) != null; n++) {
                out.add(next);
            }
            count += n;
            if (n > 0) {
                wake();
                return Status.MORE;
            }
            return ending ? Status.END : Status.EMPTY;
        }

        @Override
        public Position position() {
            return Position.of(count);
        }

        @Override
        public void close() {
            leave(this);
        }
    }

    private final class LogReader implements SourceReader<T> {
        private final SourceLog.Reader<T> reader;

        LogReader(SourceLog.Reader<T> reader) {
            this.reader = reader;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws Exception {
            boolean ending = isEnding();
            Status status = reader.read(out, atMost);
            read = reader.next();
            wake();
            return ending && status == Status.EMPTY ? Status.END : status;
        }

        @Override
        public Position position() {
            return reader.position();
        }

        @Override
        public void close() throws IOException {
            leave(this);
            reader.close();
        }
    }
}
