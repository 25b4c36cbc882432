// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server;

import io.leat.server.route.SlowReaders;
import io.leat.server.stream.StreamSink.Keeping;
import io.leat.time.Millis;
import java.time.Duration;

/** What can be chosen for a stream of results. */
public final class StreamOptions {
    private static final long LONGEST_BEAT_MS = 20_000;

    private int results = 1_024;
    private long bytes = 16 << 20;
    private SlowReaders slow = SlowReaders.SKIP;
    private long beatMs = 10_000;

    StreamOptions() {}

    /**
     * Sets how many of the latest results are kept for readers that are behind or come back; 1,024 unless set. That is for all
     * readers together: each of them has only its place among them.
     *
     * @param count at least 1
     */
    public StreamOptions keep(int count) {
        return keep(count, bytes);
    }

    /**
     * Sets how many of the latest results are kept, and how much of the heap they may take; 16 MiB unless set.
     *
     * @param count at least 1
     * @param heapBytes at least 1; the latest result is kept in any case
     */
    public StreamOptions keep(int count, long heapBytes) {
        if (count < 1 || heapBytes < 1) {
            throw new IllegalArgumentException(
                    "to keep " + count + " results in " + heapBytes + " bytes: give at least 1 of each");
        }
        results = count;
        bytes = heapBytes;
        return this;
    }

    /** Sets what becomes of a reader that is further behind than what is kept; unless set, it misses some. */
    public StreamOptions slowReaders(SlowReaders what) {
        slow = what;
        return this;
    }

    /**
     * Sets after how much silence readers get a sign of life; 10 s unless set. A reader that is gone is noticed by that.
     *
     * @param every from a millisecond to 20 s: a connection on which nothing happens for 30 s is closed
     */
    public StreamOptions heartbeat(Duration every) {
        long ms = Millis.positive("the time between heartbeats", every);
        if (ms > LONGEST_BEAT_MS) {
            throw new IllegalArgumentException("a heartbeat every " + every + ": give 20 s or less");
        }
        beatMs = ms;
        return this;
    }

    Keeping keeping() {
        return new Keeping(results, bytes, slow, beatMs);
    }
}
