// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.inbox;

import io.leat.connector.UnavailableException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The way from the thread of a source that waits for a server to the {@link io.leat.connector.SourceReader}, which must not wait: a queue
 * that is bounded in bytes, and what is known of the server. Thread-safe.
 *
 * @param <E> what is read, with its position
 */
public final class Inbox<E> {
    private static final long MOST_BYTES = 8 << 20;

    private final Queue<Held<E>> queue = new ArrayDeque<>();
    private long bytes;
    private @Nullable Exception trouble;
    private boolean ended;

    private record Held<E>(E element, long bytes) {}

    /**
     * Puts something in; waits while there are 8 MiB or more.
     *
     * @param size about how many bytes it takes
     * @throws InterruptedException if interrupted while waiting; it was not put in
     */
    public synchronized void put(E element, long size) throws InterruptedException {
        while (bytes >= MOST_BYTES) {
            wait();
        }
        bytes += size;
        queue.add(new Held<>(element, size));
    }

    /** Takes note that nothing follows. */
    public synchronized void end() {
        ended = true;
    }

    /** Takes note of an outage, or of a failure for good: told once all has been taken that was put in before. */
    public synchronized void trouble(Exception cause) {
        if (!ended) {
            trouble = cause;
        }
    }

    /** Takes note that the server has answered. */
    public synchronized void answered() {
        trouble = null;
    }

    /** Returns the next; null if there is none now. */
    public synchronized @Nullable E poll() {
        Held<E> next = queue.poll();
        if (next == null) {
            return null;
        }
        bytes -= next.bytes;
        notifyAll();
        return next.element;
    }

    /**
     * Returns whether all has been taken that there will ever be.
     *
     * @throws UnavailableException if the server does not answer for now
     * @throws Exception if nothing can be read any more
     */
    public synchronized boolean ended() throws Exception {
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
