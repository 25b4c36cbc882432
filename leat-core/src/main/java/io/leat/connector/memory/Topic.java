// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A topic in memory, which connects pipelines of one process: what is written to any of its sinks, each of its sources gets, with its event time.
 *
 * <p>A source gets what is written after its job has started. It holds a bounded number of events that its job has not read; while it is
 * full, whoever writes waits, so nothing is lost, and a pipeline that reads what it writes itself may come to a halt. Nothing is kept: if the process
 * is killed, the events on their way are gone, and a job that goes on writes again what it had not sealed. What must be exact goes through one pipeline,
 * or a queue outside.
 *
 * <p>The watermark does not come along; a source has one of its own, like any other. Thread-safe.
 *
 * @param <T> the events
 */
public final class Topic<T> implements AutoCloseable {
    private static final int CAPACITY = 65_536;

    private final String name;
    private final Class<T> type;
    private final int capacity;
    private final List<Subscription<T>> subscriptions = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private Topic(String name, Class<T> type, int capacity) {
        this.name = name;
        this.type = type;
        this.capacity = capacity;
    }

    /** Returns a topic whose sources hold 65,536 events each. */
    public static <T> Topic<T> of(String name, Class<T> type) {
        return of(name, type, CAPACITY);
    }

    /**
     * Returns a topic.
     *
     * @param capacity how many events each source holds, at least 1
     */
    public static <T> Topic<T> of(String name, Class<T> type, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of " + capacity + " events: give at least 1");
        }
        return new Topic<>(name, type, capacity);
    }

    /** Returns a sink that writes to it. */
    public Sink<T> sink() {
        return new Sink<>() {
            @Override
            public SinkWriter<T> open() {
                return Topic.this::write;
            }

            @Override
            public String toString() {
                return Topic.this.toString();
            }
        };
    }

    /** Returns a live source for one job that reads it. It ends when the topic is closed. */
    public Source<T> source() {
        return new TopicSource<>(this);
    }

    /** Ends it: its sources hand out what they hold, then their jobs see the end of the input. */
    @Override
    public void close() {
        closed = true;
    }

    private void write(T value, long timestamp) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException(this + " is closed, so nothing can be written to it");
        }
        for (Subscription<T> subscription : subscriptions) {
            subscription.put(value, timestamp);
        }
    }

    Class<T> type() {
        return type;
    }

    boolean isClosed() {
        return closed;
    }

    Subscription<T> subscribe() {
        Subscription<T> subscription = new Subscription<>(capacity);
        subscriptions.add(subscription);
        return subscription;
    }

    void unsubscribe(Subscription<T> subscription) {
        subscriptions.remove(subscription);
        subscription.leave();
    }

    @Override
    public String toString() {
        return "topic '" + name + "'";
    }
}
