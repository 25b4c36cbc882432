// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import java.time.Duration;
import java.time.Instant;

/** Conversions between {@code Instant}, {@code Duration} and the engine's milliseconds, and arithmetic that saturates. */
public final class Millis {
    private Millis() {}

    /**
     * Returns the milliseconds of a span that a user gave, checked where the user made the mistake.
     *
     * @param what the name of the span, for the message
     * @throws IllegalArgumentException if {@code span} is negative or does not fit a {@code long} of milliseconds
     */
    public static long notNegative(String what, Duration span) {
        long ms = of(what, span);
        if (ms < 0) {
            throw new IllegalArgumentException(what + " is " + span + ": give zero or a positive duration");
        }
        return ms;
    }

    /**
     * Returns the milliseconds of a span that must be positive.
     *
     * @throws IllegalArgumentException if {@code span} is zero, negative, below a millisecond or too long for a {@code long}
     */
    public static long positive(String what, Duration span) {
        long ms = of(what, span);
        if (ms <= 0) {
            throw new IllegalArgumentException(what + " is " + span + ": give a duration of at least one millisecond");
        }
        return ms;
    }

    /**
     * Returns the milliseconds of a span, which may be negative.
     *
     * @throws IllegalArgumentException if it has a fraction of a millisecond or does not fit a {@code long}
     */
    public static long of(String what, Duration span) {
        if (span.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException(what + " is " + span + ": event time is in whole milliseconds");
        }
        try {
            return span.toMillis();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    what + " is " + span + ": it must fit a long of milliseconds, about 292 million years", e);
        }
    }

    /** Returns {@code a + b}, or the nearest end of the range where that does not fit. */
    public static long plus(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    /** Returns {@code a - b}, or the nearest end of the range where that does not fit. */
    public static long minus(long a, long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
    }

    /** Returns the instant of a time in milliseconds. */
    public static Instant instant(long ms) {
        return Instant.ofEpochMilli(ms);
    }

    /** Returns a time for people: ISO-8601, or a word for the two ends of the range. */
    public static String text(long ms) {
        if (ms == Long.MIN_VALUE) {
            return "-";
        }
        return ms == Long.MAX_VALUE ? "end" : instant(ms).toString();
    }
}
