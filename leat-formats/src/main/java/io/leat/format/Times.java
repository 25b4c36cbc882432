// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * How points in time are read where they are text or numbers.
 *
 * <p>Text is {@code 2023-11-16T18:17:03.9799600Z}, with a blank for the T, with an offset for the Z, or with neither, up to nine digits of a
 * second. A number counts from 1970-01-01T00:00Z; seconds may have a fraction. Nothing is guessed from the size of a number.
 */
public final class Times {
    private static final Times STANDARD = new Times(ChronoUnit.MILLIS, ZoneOffset.UTC);

    private final ChronoUnit unit;
    private final ZoneId zone;

    private Times(ChronoUnit unit, ZoneId zone) {
        this.unit = unit;
        this.zone = zone;
    }

    /** Returns times whose numbers are milliseconds and whose text without an offset is UTC. */
    public static Times standard() {
        return STANDARD;
    }

    /**
     * Returns times whose numbers count something else.
     *
     * @param counted seconds, milliseconds, microseconds or nanoseconds
     */
    public Times epoch(ChronoUnit counted) {
        return switch (counted) {
            case SECONDS, MILLIS, MICROS, NANOS -> new Times(counted, zone);
            default ->
                throw new IllegalArgumentException(
                        "numbers that count " + counted + " since 1970: give SECONDS, MILLIS, MICROS or NANOS");
        };
    }

    /**
     * Returns times whose text, where it has no offset, is what a clock in this zone shows. What it shows twice, when clocks go back, is
     * taken for the first time; what it never shows, when they go forward, for so much later.
     */
    public Times zone(ZoneId of) {
        return new Times(unit, of.normalized());
    }

    /**
     * Reads text that is no number.
     *
     * @throws DateTimeException if it is no time, or out of the range of milliseconds in a long
     */
    public Instant ofText(String text) {
        return inRange(TimeText.parse(text, zone));
    }

    /**
     * Reads text, or digits that are a number.
     *
     * @throws DateTimeException if it is no time, or out of the range of milliseconds in a long
     */
    public Instant ofTextOrNumber(String text) {
        return isNumber(text) ? ofNumber(new BigDecimal(text)) : ofText(text);
    }

    /**
     * Reads a number.
     *
     * @throws DateTimeException if it is out of the range of milliseconds in a long
     */
    public Instant ofNumber(long number) {
        return switch (unit) {
            case MILLIS -> Instant.ofEpochMilli(number);
            case SECONDS -> inRange(Instant.ofEpochSecond(number));
            default -> Instant.EPOCH.plus(number, unit);
        };
    }

    /**
     * Reads a number that may have a fraction; what is less than a nanosecond is left out.
     *
     * @throws DateTimeException if it is out of the range of milliseconds in a long, or has a fraction and does not count seconds
     */
    public Instant ofNumber(BigDecimal number) {
        if (number.precision() - number.scale() > 30 || number.scale() > 1_000) {
            throw new DateTimeException("out of range");
        }
        if (unit != ChronoUnit.SECONDS && number.stripTrailingZeros().scale() > 0) {
            throw new DateTimeException("not a whole number");
        }
        BigDecimal seconds = number.multiply(
                        BigDecimal.valueOf(unit.getDuration().toNanos()))
                .movePointLeft(9);
        BigDecimal whole = seconds.setScale(0, RoundingMode.FLOOR);
        try {
            long nanos = seconds.subtract(whole).movePointRight(9).longValue();
            return inRange(Instant.ofEpochSecond(whole.longValueExact(), nanos));
        } catch (ArithmeticException e) {
            throw new DateTimeException("out of range", e);
        }
    }

    /** Returns what a time looks like, to end the sentence "expected …". */
    public String expected() {
        String local = zone.equals(ZoneOffset.UTC) ? "" : " in " + zone;
        return "a time: " + counted() + " since 1970, or text such as 2023-11-16T18:17:03.98Z or 2023-11-16 18:17:03.98"
                + local;
    }

    private String counted() {
        return switch (unit) {
            case SECONDS -> "seconds";
            case MICROS -> "microseconds";
            case NANOS -> "nanoseconds";
            default -> "milliseconds";
        };
    }

    private static boolean isNumber(String text) {
        int from = text.startsWith("-") ? 1 : 0;
        int points = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            points += c == '.' ? 1 : 0;
            if ((c < '0' || c > '9') && c != '.') {
                return false;
            }
        }
        return text.length() > from + points && points <= 1;
    }

    private static Instant inRange(Instant time) {
        try {
            long unused = time.toEpochMilli();
            return time;
        } catch (ArithmeticException e) {
            throw new DateTimeException("out of range", e);
        }
    }
}
