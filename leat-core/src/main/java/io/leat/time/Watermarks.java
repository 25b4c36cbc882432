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
 *
 * <p>An event of a live source that claims to be later than the clock by more than an hour becomes a dead letter and does not
 * move the watermark: without that, one event from the year 2099 would close every window. {@link #maxFutureSkew} sets
 * another limit, also for sources that are not live, which have none by themselves.
 */
public final class Watermarks {
    /** The limit of live sources unless another is set. */
    private static final long LIVE_SKEW_MS = Duration.ofHours(1).toMillis();

    private static final long UNSET = -1;
    private static final Watermarks MONOTONE = new Watermarks(0, UNSET);

    private final long boundMs;
    private final long skewMs;

    private Watermarks(long boundMs, long skewMs) {
        this.boundMs = boundMs;
        this.skewMs = skewMs;
    }

    /**
     * Events come at most {@code bound} of event time behind the latest one.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public static Watermarks outOfOrder(Duration bound) {
        return new Watermarks(Millis.notNegative("the disorder bound", bound), UNSET);
    }

    /** Timestamps never go down within a partition; equal ones are fine. */
    public static Watermarks monotone() {
        return MONOTONE;
    }

    /**
     * Refuses events that claim to be later than the clock by more than {@code skew}.
     *
     * @throws IllegalArgumentException if {@code skew} is negative
     */
    public Watermarks maxFutureSkew(Duration skew) {
        return new Watermarks(boundMs, Millis.notNegative("the largest skew into the future", skew));
    }

    /** Takes events however far they claim to lie in the future, also of live sources. */
    public Watermarks anyFutureSkew() {
        return new Watermarks(boundMs, Long.MAX_VALUE);
    }

    /** Returns the disorder bound in milliseconds. */
    public long boundMs() {
        return boundMs;
    }

    /**
     * Returns how far an event may lie in the future of the clock, in milliseconds; {@code Long.MAX_VALUE} for any.
     *
     * @param live whether the source is live, which matters if nothing was set
     */
    public long maxFutureSkewMs(boolean live) {
        if (skewMs == UNSET) {
            return live ? LIVE_SKEW_MS : Long.MAX_VALUE;
        }
        return skewMs;
    }

    @Override
    public String toString() {
        return boundMs == 0 ? "monotone" : "out of order by " + Duration.ofMillis(boundMs);
    }
}
