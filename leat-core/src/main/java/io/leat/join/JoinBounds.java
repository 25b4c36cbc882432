// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

import io.leat.time.Millis;
import io.leat.window.Windows;
import java.time.Duration;

/**
 * How near in time two records of the same key must be to be a pair. Every join has such a bound, and by it a time after which
 * it forgets: bounds that would keep records for more than {@link #LONGEST_RETENTION} are refused by the join.
 */
public sealed interface JoinBounds {
    /** The longest that a join may keep a record: 100 years, in days. */
    Duration LONGEST_RETENTION = Duration.ofDays(36_525);

    /**
     * At most {@code distance} before or after the left record.
     *
     * @throws IllegalArgumentException if {@code distance} is negative or above {@link Windows#LONGEST_MS}
     */
    static JoinBounds within(Duration distance) {
        long ms = Millis.notNegative("the join distance", distance);
        return new Interval(-ms, ms);
    }

    /** At the left record's time or at most {@code atMost} after it: a request and its answer. */
    static JoinBounds after(Duration atMost) {
        return new Interval(0, Millis.notNegative("the join distance", atMost));
    }

    /**
     * From {@code left + lower} to {@code left + upper}, both ends inclusive.
     *
     * @param lower may be negative: the right record may come first
     * @throws IllegalArgumentException if {@code lower} is above {@code upper}
     */
    static JoinBounds between(Duration lower, Duration upper) {
        return new Interval(Millis.of("the lower join bound", lower), Millis.of("the upper join bound", upper));
    }

    /** Both in the same window. The join refuses windows that count events: they may stay open for ever. */
    static JoinBounds sameWindow(Windows windows) {
        return new SameWindow(windows);
    }

    /**
     * The right side as it was at the left record's time: the latest of its versions with {@code version.ts <= left.ts}, when
     * the watermark has reached {@code left.ts}, so that no such version can come any more. A version holds from its own time to
     * that of the next one of its key, but at most {@code timeToLive} long, both ends inclusive. For {@code inner} and {@code left}.
     *
     * <p>Which version that is does not depend on the order between the two sides. Of versions of equal time the last to arrive in
     * their partition holds.
     *
     * @param timeToLive how old a version may be; what is kept of a key that gets no new version goes after it
     * @throws IllegalArgumentException if {@code timeToLive} is below a millisecond
     */
    static JoinBounds asOf(Duration timeToLive) {
        return new AsOf(Millis.positive("the time-to-live", timeToLive));
    }

    /**
     * The right side as it is when the left record comes: the latest by event time of the versions that have arrived, at once. A
     * version is forgotten when the watermark reaches {@code ts + timeToLive}. For {@code inner} and {@code left}.
     *
     * <p>What has arrived depends on the order between partitions, and so does the result: it may differ from run to run.
     * {@link #asOf} does not, and waits for the watermark instead.
     *
     * @param timeToLive how far the watermark may go beyond a version before it is forgotten
     * @throws IllegalArgumentException if {@code timeToLive} is below a millisecond
     */
    static JoinBounds latest(Duration timeToLive) {
        return new Latest(Millis.positive("the time-to-live", timeToLive));
    }

    /** Returns how far the watermark goes beyond a record before it is forgotten, at most; {@code Long.MAX_VALUE} for ever. */
    long retentionMs();

    /** Returns in words what a join keeps and for how long, such as {@code left PT2S, right PT1S}. */
    String retention();

    /** Returns whether a join with these bounds can be of a type. */
    default boolean allows(JoinType type) {
        return true;
    }

    /** {@code left.ts + lowerMs <= right.ts <= left.ts + upperMs}. */
    record Interval(long lowerMs, long upperMs) implements JoinBounds {
        public Interval {
            check(lowerMs);
            check(upperMs);
            if (lowerMs > upperMs) {
                throw new IllegalArgumentException("the lower join bound " + Duration.ofMillis(lowerMs)
                        + " is above the upper one " + Duration.ofMillis(upperMs) + ": swap them");
            }
        }

        private static void check(long ms) {
            if (ms > Windows.LONGEST_MS || ms < -Windows.LONGEST_MS) {
                throw new IllegalArgumentException("a join bound of " + ms + " ms: give at most " + Windows.LONGEST_MS
                        + " ms, which is about 73 million years, before or after");
            }
        }

        @Override
        public long retentionMs() {
            return Math.max(leftMs(), rightMs());
        }

        @Override
        public String retention() {
            return "left " + Duration.ofMillis(leftMs()) + ", right " + Duration.ofMillis(rightMs());
        }

        private long leftMs() {
            return Math.max(0, upperMs);
        }

        private long rightMs() {
            return Math.max(0, -lowerMs);
        }

        @Override
        public String toString() {
            return "right from left " + signed(lowerMs) + " to left " + signed(upperMs);
        }

        private static String signed(long ms) {
            return (ms < 0 ? "- " : "+ ") + Duration.ofMillis(Math.abs(ms));
        }
    }

    /** Pairs of the same key in the same window. */
    record SameWindow(Windows windows) implements JoinBounds {
        @Override
        public long retentionMs() {
            if (windows instanceof Windows.Tumbling tumbling) {
                return tumbling.sizeMs();
            }
            if (windows instanceof Windows.Sliding sliding) {
                return sliding.sizeMs();
            }
            if (windows instanceof Windows.Cumulative cumulative) {
                return cumulative.maxMs();
            }
            if (windows instanceof Windows.Session session) {
                return session.gapMs(); // beyond its last event
            }
            if (windows instanceof Windows.CountOrTimeout limited) {
                return limited.timeoutMs();
            }
            return windows instanceof Windows.Count ? Long.MAX_VALUE : 0; // else an hour or a day
        }

        @Override
        public String retention() {
            if (windows instanceof Windows.Count count) {
                return "both until "
                        + (count.events() == Long.MAX_VALUE
                                ? "the input ends"
                                : "their key has " + count.events() + " events");
            }
            return "both until their window ends";
        }

        @Override
        public String toString() {
            return "same window, " + windows;
        }
    }

    /** The right record with the largest {@code right.ts <= left.ts}, if {@code left.ts <= right.ts + timeToLiveMs}. */
    record AsOf(long timeToLiveMs) implements JoinBounds {
        @Override
        public long retentionMs() {
            return timeToLiveMs;
        }

        @Override
        public String retention() {
            return "left until its time, right " + Duration.ofMillis(timeToLiveMs);
        }

        @Override
        public boolean allows(JoinType type) {
            return JoinBounds.isLookUp(type);
        }

        @Override
        public String toString() {
            return "right as of left";
        }
    }

    /** The right record with the largest time that has arrived, until the watermark reaches {@code right.ts + timeToLiveMs}. */
    record Latest(long timeToLiveMs) implements JoinBounds {
        @Override
        public long retentionMs() {
            return timeToLiveMs;
        }

        @Override
        public String retention() {
            return "right " + Duration.ofMillis(timeToLiveMs);
        }

        @Override
        public boolean allows(JoinType type) {
            return JoinBounds.isLookUp(type);
        }

        @Override
        public String toString() {
            return "latest right";
        }
    }

    private static boolean isLookUp(JoinType type) {
        return type == JoinType.INNER || type == JoinType.LEFT;
    }
}
