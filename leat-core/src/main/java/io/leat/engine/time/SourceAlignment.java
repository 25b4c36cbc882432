// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static io.leat.time.Millis.minus;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How far each replayed partition of a job has come, so that none runs far ahead of the slowest and fills the memory of a
 * join. Thread-safe.
 */
public final class SourceAlignment {
    private final AtomicLongArray watermarks;

    public SourceAlignment(int partitions) {
        watermarks = new AtomicLongArray(partitions);
        for (int i = 0; i < partitions; i++) {
            watermarks.set(i, Long.MIN_VALUE);
        }
    }

    /** Says how far a partition has come. */
    public void report(int partition, long watermark) {
        watermarks.setRelease(partition, watermark);
    }

    /** Returns whether a partition that has come this far may go on: it is at most so far ahead of the slowest. */
    public boolean mayGoOn(long watermark, long maxDriftMs) {
        long bound = minus(watermark, maxDriftMs);
        for (int i = 0; i < watermarks.length(); i++) {
            if (watermarks.getAcquire(i) < bound) {
                return false;
            }
        }
        return true;
    }
}
