// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static io.leat.time.Millis.plus;

/**
 * Finds out whether a live partition is idle: whether it was empty whenever it was polled, for as long as its timeout. Time in
 * which it was not polled does not count. Not thread-safe.
 */
public final class IdleWatch {
    private final long timeoutMs;
    private long tickedMs;
    private long movedMs;
    private long quietMs;
    private boolean polled;
    private boolean heard;
    private boolean idle;

    /**
     * Begins to watch.
     *
     * @param timeoutMs above zero; {@code Long.MAX_VALUE} for a partition that is never idle
     */
    public IdleWatch(long timeoutMs, long nowMs) {
        this.timeoutMs = timeoutMs;
        this.tickedMs = nowMs;
        this.movedMs = nowMs;
    }

    /** Takes note that the partition was polled, and whether anything was there. Then it is not idle. */
    public void polled(boolean any) {
        polled = true;
        if (any) {
            heard = true;
            idle = false;
        }
    }

    /** Takes note that the watermark of the partition has moved. */
    public void moved(long nowMs) {
        movedMs = nowMs;
    }

    /**
     * Takes note of the time.
     *
     * @param counts whether the partition could be polled all the time since the last tick
     */
    public void tick(long nowMs, boolean counts) {
        if (heard) {
            quietMs = 0;
        } else if (polled && counts) {
            quietMs = plus(quietMs, Math.max(0, nowMs - tickedMs)); // the clock may go back
        }
        idle = quietMs >= timeoutMs;
        tickedMs = nowMs;
        polled = false;
        heard = false;
    }

    /** Returns whether the partition is idle. */
    public boolean isIdle() {
        return idle;
    }

    /** Returns the watermark of the partition when it goes on with the clock since it last moved. */
    public long clocked(long watermark) {
        return watermark == Long.MIN_VALUE ? watermark : plus(watermark, Math.max(0, tickedMs - movedMs));
    }
}
