// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.observe.Progress;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How far a partition has come, as its worker last said. Written by one thread, read by any. */
public final class PartitionProgress {
    private final String source;
    private final String partition;
    private final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong latest = new AtomicLong(Long.MIN_VALUE);
    private volatile boolean idle;
    private volatile boolean ended;

    PartitionProgress(String source, String partition) {
        this.source = source;
        this.partition = partition;
    }

    /** Says how far it has come. Costs two writes that nobody waits for. */
    public void reached(long newWatermark, long largest) {
        watermark.lazySet(newWatermark);
        latest.lazySet(largest);
    }

    /** Says whether nothing comes at the moment, or will any more. */
    public void is(boolean isIdle, boolean hasEnded) {
        if (idle != isIdle || ended != hasEnded) {
            idle = isIdle;
            ended = hasEnded;
        }
    }

    long latest() {
        return latest.get();
    }

    Progress now() {
        return new Progress(source, partition, instant(watermark.get()), instant(latest.get()), idle, ended);
    }

    private static @Nullable Instant instant(long ms) {
        return ms == Long.MIN_VALUE ? null : Instant.ofEpochMilli(ms);
    }
}
