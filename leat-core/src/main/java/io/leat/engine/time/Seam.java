// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Where the live side of a source follows its history: how far the partitions of the history have come, for the live ones
 * that wait for the end of all of them. Each partition is reported by one thread. Thread-safe.
 */
public final class Seam {
    private final AtomicLongArray watermarks;
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);

    /** {@code partitions}: of the history. */
    public Seam(int partitions) {
        watermarks = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            watermarks.set(i, Long.MIN_VALUE);
        }
    }

    /** Says how far a partition has come. */
    public void report(int partition, long watermark) {
        watermarks.setRelease(partition, watermark);
    }

    /** Says that a partition has ended, and how far it had come: once everything it has read is on its way. */
    public void end(int partition, long watermark) {
        latest.accumulateAndGet(watermark, Math::max);
        watermarks.setRelease(partition, Long.MAX_VALUE);
    }

    /** Returns whether the history has ended. */
    public boolean isOpen() {
        return slowest() == Long.MAX_VALUE;
    }

    /**
     * Returns how far the history has come: its slowest partition that has not ended, or at the end the one that came
     * furthest. It never goes back.
     */
    public long watermark() {
        long slowest = slowest();
        return slowest == Long.MAX_VALUE ? latest.get() : slowest;
    }

    private long slowest() {
        long slowest = Long.MAX_VALUE;
        for (int i = 0; i < watermarks.length(); i++) {
            slowest = Math.min(slowest, watermarks.getAcquire(i));
        }
        return slowest;
    }
}
