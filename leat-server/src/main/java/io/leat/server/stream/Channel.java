// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.stream;

import io.leat.server.route.SlowReaders;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A stream of results with those who read it. */
final class Channel {
    private static final long CHECK_MS = 20;

    private final Ring ring;
    private final SlowReaders slow;
    private final long beatNs;
    private final Pump pump;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    /** Who waits for the slowest reader waits here. */
    private final Object gate = new Object();

    private volatile boolean closed;

    Channel(Ring ring, SlowReaders slow, long beatMs, Pump pump) {
        this.ring = ring;
        this.slow = slow;
        this.beatNs = beatMs * 1_000_000;
        this.pump = pump;
    }

    Ring ring() {
        return ring;
    }

    int readers() {
        return readers.size();
    }

    // ---- for the job ----------------------------------------------------------------------------------------------

    /** Takes a result. */
    void publish(String data) throws InterruptedException {
        if (slow == SlowReaders.PAUSE) {
            awaitSlowest();
        }
        ring.add(data);
        if (!readers.isEmpty()) {
            pump.wake();
        }
    }

    private void awaitSlowest() throws InterruptedException {
        synchronized (gate) {
            while (!closed && ring.isFull() && isAnyAt(ring.first())) {
                gate.wait(CHECK_MS);
            }
        }
    }

    private boolean isAnyAt(long number) {
        return readers.stream().anyMatch(reader -> reader.at() <= number);
    }

    // ---- for readers ----------------------------------------------------------------------------------------------

    /**
     * Returns where a reader begins.
     *
     * @param after the id of the last result it has seen, {@code 0} for all that are kept; null for those to come
     */
    long begin(@Nullable String after) {
        if (after == null || after.isEmpty()) {
            return ring.end();
        }
        return ring.isOwn(after) ? ring.after(after) : ring.first();
    }

    /** Adds a reader. */
    void add(Reader reader) {
        readers.add(reader);
        pump.wake();
    }

    /** Takes a reader away. */
    void remove(Reader reader) {
        readers.remove(reader);
        wakeJob();
    }

    /** Looks whether a reader gets more, after it was given something. */
    void wake(Reader reader) {
        if (reader.at() < ring.end() || closed) {
            pump.wake();
        }
        wakeJob();
    }

    private void wakeJob() {
        if (slow == SlowReaders.PAUSE) {
            synchronized (gate) {
                gate.notifyAll();
            }
        }
    }

    // ---- for the pump ---------------------------------------------------------------------------------------------

    /** Begins a write to each reader that is ready and has something to get. */
    void serve(long nowNs) {
        for (Reader reader : readers) {
            if (reader.isReady()) {
                serve(reader, nowNs);
            }
        }
    }

    private void serve(Reader reader, long nowNs) {
        Ring.Batch batch = ring.from(reader.at());
        if (closed) {
            end(reader, "the server is being stopped");
        } else if (batch.missed() > 0 && slow == SlowReaders.DISCONNECT) {
            end(reader, "too slow: " + batch.missed() + " results are not kept any more");
        } else if (batch.missed() > 0) {
            reader.begin(reader.at() + batch.missed());
            reader.tell("missed", Long.toString(batch.missed()));
        } else if (!batch.messages().isEmpty()) {
            reader.begin(batch.next());
            reader.write(batch.messages());
        } else if (reader.idleNs(nowNs) >= beatNs) {
            reader.begin(reader.at());
            reader.beat();
        }
    }

    private void end(Reader reader, String reason) {
        reader.begin(reader.at());
        readers.remove(reader);
        reader.end(reason);
    }

    /** Lets go of all readers. */
    void close() {
        closed = true;
        wakeJob();
    }
}
