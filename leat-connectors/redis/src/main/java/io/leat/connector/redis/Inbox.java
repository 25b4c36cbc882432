// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.UnavailableException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The way from the thread that fetches to the reader: a queue that is bounded in bytes, and what is known of the server. Thread-safe. */
final class Inbox {
    private static final long MOST_BYTES = 8 << 20;

    private final Queue<Entry> queue = new ArrayDeque<>();
    private long bytes;
    private @Nullable Exception trouble;
    private boolean ended;

    /** Puts something in; waits while it is full. */
    synchronized void put(Entry element) throws InterruptedException {
        while (bytes >= MOST_BYTES) {
            wait();
        }
        bytes += element.bytes();
        queue.add(element);
    }

    /** Takes note that nothing follows. */
    synchronized void end() {
        ended = true;
    }

    /** Takes note of an outage, or of a failure for good: told once all has been taken that was put in before. */
    synchronized void trouble(Exception cause) {
        if (!ended) {
            trouble = cause;
        }
    }

    /** Takes note that the server has answered. */
    synchronized void answered() {
        trouble = null;
    }

    /** Returns the next; null if there is none now. */
    synchronized @Nullable Entry poll() {
        Entry next = queue.poll();
        if (next != null) {
            bytes -= next.bytes();
            notifyAll();
        }
        return next;
    }

    /**
     * Returns whether all has been taken that there will ever be.
     *
     * @throws UnavailableException if the server does not answer for now
     * @throws Exception if nothing can be read any more
     */
    synchronized boolean ended() throws Exception {
        if (!queue.isEmpty()) {
            return false;
        }
        if (trouble instanceof UnavailableException outage) {
            throw new UnavailableException(String.valueOf(outage.getMessage()), outage.getCause());
        }
        if (trouble != null) {
            throw trouble;
        }
        return ended;
    }
}
