// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import java.time.Duration;

/**
 * How far the events of one partition may be out of order, and so when their time is taken as complete.
 *
 * <p>After an event whose timestamp is the largest so far, the partition promises that no more events come with a
 * timestamp at or below {@code largest - bound - 1 ms}. An event that breaks the promise is late; what then happens to it
 * is the window's or join's business.
 */
public final class Watermarks {
    private static final Watermarks MONOTONE = new Watermarks(0, Long.MAX_VALUE);

    private final long boundMs;
    private final long maxFutureSkewMs;

    private Watermarks(long boundMs, long maxFutureSkewMs) {
        this.boundMs = boundMs;
        this.maxFutureSkewMs = maxFutureSkewMs;
    }

    /**
     * Events come at most {@code bound} of event time behind the latest one.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public static Watermarks outOfOrder(Duration bound) {
        return new Watermarks(Millis.notNegative("the disorder bound", bound), Long.MAX_VALUE);
    }

    /** Timestamps never go down within a partition; equal ones are fine. */
    public static Watermarks monotone() {
        return MONOTONE;
    }

    /**
     * Also refuses events that claim to be later than the clock by more than {@code skew}: they become dead letters and do
     * not move the watermark. Without it one event from the year 2099 would close every window.
     *
     * @throws IllegalArgumentException if {@code skew} is negative
     */
    public Watermarks maxFutureSkew(Duration skew) {
        return new Watermarks(boundMs, Millis.notNegative("the largest skew into the future", skew));
    }

    /** Returns the disorder bound in milliseconds. */
    public long boundMs() {
        return boundMs;
    }

    /** Returns how far an event may lie in the future of the clock, in milliseconds; {@code Long.MAX_VALUE} for any. */
    public long maxFutureSkewMs() {
        return maxFutureSkewMs;
    }

    @Override
    public String toString() {
        return boundMs == 0 ? "monotone" : "out of order by " + Duration.ofMillis(boundMs);
    }
}
