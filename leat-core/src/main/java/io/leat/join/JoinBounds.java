// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

import io.leat.time.Millis;
import io.leat.window.Windows;
import java.time.Duration;

/** How near in time two records of the same key must be to be a pair. Every join has such a bound. */
public sealed interface JoinBounds {
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

    /**
     * Both in the same window.
     *
     * @throws IllegalArgumentException if the windows count events
     */
    static JoinBounds sameWindow(Windows windows) {
        return new SameWindow(windows);
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
        public String toString() {
            return "right from left " + signed(lowerMs) + " to left " + signed(upperMs);
        }

        private static String signed(long ms) {
            return (ms < 0 ? "- " : "+ ") + Duration.ofMillis(Math.abs(ms));
        }
    }

    /** Pairs of the same key in the same window. */
    record SameWindow(Windows windows) implements JoinBounds {
        public SameWindow {
            if (windows instanceof Windows.Count) {
                throw new IllegalArgumentException("a join in the same window of kind '" + windows
                        + "' has no bound in time: use windows of time, or within(…)");
            }
        }

        @Override
        public String toString() {
            return "same window, " + windows;
        }
    }
}
