// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** The thread that begins the writes to all readers of all streams of a server. It waits for none of them. */
public final class Pump implements AutoCloseable {
    private static final Logger LOG = System.getLogger("io.leat.server");
    private static final long LONGEST_END_MS = 1_000;
    private static final long LOOK_NS = 250_000_000;

    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final Thread thread = new Thread(this::run, "leat-server-streams");
    private volatile boolean closed;

    /** Starts the thread. */
    public Pump() {
        thread.setDaemon(true);
        thread.start();
    }

    void add(Channel channel) {
        channels.add(channel);
    }

    /** Says that there is something to write. Costs little if that was said already. */
    void wake() {
        if (!wanted.get() && wanted.compareAndSet(false, true)) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            if (!wanted.getAndSet(false)) {
                LockSupport.parkNanos(LOOK_NS);
            }
            serve();
        }
        serveLast();
    }

    /** Lets readers end that are in the middle of a write. */
    private void serveLast() {
        long began = System.nanoTime();
        serve();
        while (isRead() && System.nanoTime() - began < LONGEST_END_MS * 1_000_000) {
            LockSupport.parkNanos(1_000_000);
            serve();
        }
    }

    private boolean isRead() {
        return channels.stream().anyMatch(channel -> channel.readers() > 0);
    }

    private void serve() {
        for (Channel channel : channels) {
            try {
                channel.serve(System.nanoTime());
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "a stream of results could not be written", e);
            }
        }
    }

    /** Tells all readers that it is over, as far as they listen. */
    @Override
    public void close() {
        channels.forEach(Channel::close);
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(2 * LONGEST_END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
