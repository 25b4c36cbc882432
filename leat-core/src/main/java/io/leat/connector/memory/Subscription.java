// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.memory;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What one reader of a topic has not read yet. Many threads put, one polls. */
final class Subscription<T> {
    private static final long LOOK_EVERY_MS = 50;

    private final BlockingQueue<Written<T>> queue;
    private volatile boolean left;

    /** An event and its time in milliseconds. */
    record Written<T>(T value, long timestamp) {}

    Subscription(int capacity) {
        this.queue = new ArrayBlockingQueue<>(capacity);
    }

    /** Adds an event; waits while there is no room, unless the reader leaves. */
    void put(T value, long timestamp) throws InterruptedException {
        Written<T> written = new Written<>(value, timestamp);
        boolean taken = false;
        while (!taken && !left) {
            taken = queue.offer(written, LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Nullable
    Written<T> poll() {
        return queue.poll();
    }

    void leave() {
        left = true;
        queue.clear();
    }
}
