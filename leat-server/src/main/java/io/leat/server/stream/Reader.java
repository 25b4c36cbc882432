// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import java.util.List;

/**
 * Somebody who reads a stream of results. Its {@link Channel} starts one write at a time, in the thread of the {@link Pump}; when that is
 * done, in whatever thread, {@link #written} is called.
 */
abstract class Reader {
    private final Channel channel;
    /** The number of the result that it gets next. */
    private volatile long at;

    private volatile boolean writing;
    private volatile boolean gone;
    private volatile long lastNs = System.nanoTime();

    Reader(Channel channel, long at) {
        this.channel = channel;
        this.at = at;
    }

    /** Begins to write messages, one behind the other. */
    abstract void write(List<Message> messages);

    /**
     * Begins to write that something has happened to the stream itself.
     *
     * @param event its name
     */
    abstract void tell(String event, String data);

    /** Begins to write something that means nothing, so that both ends see whether the other is there. */
    abstract void beat();

    /** Begins to tell why there is no more, and to close the connection after that. */
    abstract void end(String reason);

    final long at() {
        return at;
    }

    /** Returns whether it could be given more now. */
    final boolean isReady() {
        return !writing && !gone;
    }

    final boolean isGone() {
        return gone;
    }

    final long idleNs(long nowNs) {
        return nowNs - lastNs;
    }

    /** Takes note that a write begins, after which it is at another number. */
    final void begin(long next) {
        writing = true;
        at = next;
    }

    /** Takes note that a write is done. */
    final void written() {
        lastNs = System.nanoTime();
        writing = false;
        channel.wake(this);
    }

    /** Takes note that the connection is closed. */
    final void leave() {
        gone = true;
        channel.remove(this);
    }
}
