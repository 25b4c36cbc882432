// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import java.time.Duration;

/**
 * How far the events of one partition may be out of order, and so when their time is taken as complete.
 *
 * <p>After an event whose timestamp is the largest so far, the partition promises that no more events come with a
 * timestamp at or below {@code largest - bound - 1 ms}. An event that breaks the promise is late; what then happens to it
 * is the window's or join's business. A source that knows better makes the promises itself: {@link #fromSource}.
 *
 * <p>The step behind a source goes by the smallest promise of its partitions. Two things keep one of them from holding up the
 * others, or from leaving them behind, and each goes for one kind of source:
 *
 * <ul>
 *   <li>a partition of a <em>live</em> source from which nothing has come for 10 s is idle and does not count, and when all
 *       are idle time goes on with the clock: {@link #idleAfter}, {@link #neverIdle};
 *   <li>a partition of a <em>replayed</em> source that is a minute of event time ahead of the slowest waits: {@link #maxDrift}.
 * </ul>
 *
 * <p>An event of a live source that claims to be later than the clock by more than an hour becomes a dead letter and does not
 * move the watermark: without that, one event from the year 2099 would close every window. {@link #maxFutureSkew} sets
 * another limit, also for sources that are not live, which have none by themselves.
 *
 * <p>Immutable: each method returns a changed copy.
 */
public final class Watermarks {
    /** The limit of live sources unless another is set. */
    private static final long LIVE_SKEW_MS = Duration.ofHours(1).toMillis();

    private static final long IDLE_MS = Duration.ofSeconds(10).toMillis();
    private static final long DRIFT_MS = Duration.ofMinutes(1).toMillis();
    private static final long NEVER = Long.MAX_VALUE;
    private static final long UNSET = -1;
    /** In place of a bound: the source has watermarks of its own. */
    private static final long OF_SOURCE = -1;

    private static final Watermarks MONOTONE = of(0);
    private static final Watermarks FROM_SOURCE = of(OF_SOURCE);

    private final long boundMs;
    private final long skewMs;
    private final long idleMs;
    private final long driftMs;

    private Watermarks(long boundMs, long skewMs, long idleMs, long driftMs) {
        this.boundMs = boundMs;
        this.skewMs = skewMs;
        this.idleMs = idleMs;
        this.driftMs = driftMs;
    }

    private static Watermarks of(long boundMs) {
        return new Watermarks(boundMs, UNSET, IDLE_MS, DRIFT_MS);
    }

    /**
     * Events come at most {@code bound} of event time behind the latest one.
     *
     * @throws IllegalArgumentException if {@code bound} is negative
     */
    public static Watermarks outOfOrder(Duration bound) {
        return of(Millis.notNegative("the disorder bound", bound));
    }

    /** Timestamps never go down within a partition; equal ones are fine. */
    public static Watermarks monotone() {
        return MONOTONE;
    }

    /**
     * The source tells how far the time of each of its partitions is complete, by {@code Records.watermark}. One that never does
     * so gives no result of a window before its end.
     */
    public static Watermarks fromSource() {
        return FROM_SOURCE;
    }

    /**
     * Lets a partition of a live source that was empty whenever it was read for {@code timeout} no longer hold others back; 10 s
     * unless set. Time in which the job had no room for more events does not count. When all partitions are idle, the watermark
     * goes on with the clock from where each stood. A partition that has events again counts again once it has reached what the
     * others have reached meanwhile; until then its events may be late. No effect on a replayed source, which is never idle.
     *
     * @param timeout of the clock
     * @throws IllegalArgumentException if {@code timeout} is not at least one millisecond
     */
    public Watermarks idleAfter(Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("the idle timeout is " + timeout
                    + ": give a duration of at least one millisecond, or neverIdle() to switch it off");
        }
        return new Watermarks(boundMs, skewMs, Millis.positive("the idle timeout", timeout), driftMs);
    }

    /** Lets the watermark wait for every partition of a live source, however long it is silent, and never look at the clock. */
    public Watermarks neverIdle() {
        return new Watermarks(boundMs, skewMs, NEVER, driftMs);
    }

    /**
     * Lets a partition of a replayed source wait while its watermark is more than {@code drift} ahead of that of the slowest one
     * among all replayed sources of the job; one minute unless set. The larger it is, the more a join of two files may have to
     * keep; with a small one they are read by turns in small pieces. No effect on a live source.
     *
     * @param drift of event time; zero keeps all at the pace of the slowest
     * @throws IllegalArgumentException if {@code drift} is negative
     */
    public Watermarks maxDrift(Duration drift) {
        return new Watermarks(boundMs, skewMs, idleMs, Millis.notNegative("the largest drift", drift));
    }

    /**
     * Refuses events that claim to be later than the clock by more than {@code skew}.
     *
     * @throws IllegalArgumentException if {@code skew} is negative
     */
    public Watermarks maxFutureSkew(Duration skew) {
        return new Watermarks(boundMs, Millis.notNegative("the largest skew into the future", skew), idleMs, driftMs);
    }

    /** Takes events however far they claim to lie in the future, also of live sources. */
    public Watermarks anyFutureSkew() {
        return new Watermarks(boundMs, NEVER, idleMs, driftMs);
    }

    /** Returns the disorder bound in milliseconds; zero if the source has watermarks of its own. */
    public long boundMs() {
        return Math.max(0, boundMs);
    }

    /** Returns whether the source has watermarks of its own. */
    public boolean areFromSource() {
        return boundMs == OF_SOURCE;
    }

    /** Returns after how many milliseconds a partition of a live source is idle; {@code Long.MAX_VALUE} for never. */
    public long idleAfterMs() {
        return idleMs;
    }

    /** Returns how far a partition of a replayed source may be ahead of the slowest, in milliseconds of event time. */
    public long maxDriftMs() {
        return driftMs;
    }

    /**
     * Returns how far an event may lie in the future of the clock, in milliseconds; {@code Long.MAX_VALUE} for any.
     *
     * @param live whether the source is live, which matters if nothing was set
     */
    public long maxFutureSkewMs(boolean live) {
        if (skewMs == UNSET) {
            return live ? LIVE_SKEW_MS : NEVER;
        }
        return skewMs;
    }

    /** Returns what is set, for people: the disorder, and what differs from what it is unless set. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                areFromSource()
                        ? "watermarks of its own"
                        : boundMs == 0 ? "monotone" : "out of order by " + Duration.ofMillis(boundMs));
        if (idleMs != IDLE_MS) {
            text.append(idleMs == NEVER ? ", never idle" : ", idle after " + Duration.ofMillis(idleMs));
        }
        if (driftMs != DRIFT_MS) {
            text.append(", at most ").append(Duration.ofMillis(driftMs)).append(" ahead of the slowest");
        }
        return text.toString();
    }
}
