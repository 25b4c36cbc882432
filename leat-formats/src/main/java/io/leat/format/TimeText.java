// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A time as text: {@code 2023-11-16T18:17:03.9799600Z}, with a blank for the T, with an offset for the Z, or with neither. Up to nine digits
 * of a second. Read by hand, since {@link java.time.format.DateTimeFormatter} takes a microsecond.
 */
final class TimeText {
    private static final int NANO_DIGITS = 9;

    private final String text;
    private final ZoneId zone;
    private int at;

    private TimeText(String text, ZoneId zone) {
        this.text = text;
        this.zone = zone;
    }

    /**
     * Reads a time.
     *
     * @param zone where the clock hangs that a text without an offset is read from
     * @throws DateTimeException if the text is none
     */
    static Instant parse(String text, ZoneId zone) {
        return new TimeText(text, zone).parse();
    }

    private Instant parse() {
        if (text.startsWith("+") || text.startsWith("-")) {
            return Instant.parse(text);
        }
        int year = digits(4);
        expect('-');
        int month = digits(2);
        expect('-');
        long day = LocalDate.of(year, month, digits(2)).toEpochDay();
        separator();
        long second = day * 86_400 + hoursAndMinutes() * 60L;
        int nano = 0;
        if (skip(':')) {
            second += below(60, digits(2));
            nano = skip('.') ? fraction() : 0;
        }
        if (at == text.length() && !zone.equals(ZoneOffset.UTC)) {
            return LocalDateTime.ofEpochSecond(second, nano, ZoneOffset.UTC)
                    .atZone(zone)
                    .toInstant();
        }
        return Instant.ofEpochSecond(second - offset() * 60L, nano);
    }

    private void separator() {
        if (!skip('T') && !skip(' ') && !skip('t')) {
            throw wrong();
        }
    }

    private int hoursAndMinutes() {
        int hours = below(24, digits(2));
        expect(':');
        return hours * 60 + below(60, digits(2));
    }

    private int fraction() {
        int from = at;
        int nano = 0;
        for (; at < text.length() && at - from < NANO_DIGITS && isDigit(text.charAt(at)); at++) {
            nano = nano * 10 + text.charAt(at) - '0';
        }
        if (at == from) {
            throw wrong();
        }
        for (int i = at - from; i < NANO_DIGITS; i++) {
            nano *= 10;
        }
        return nano;
    }

    /** The offset from UTC in minutes; the text ends behind it. */
    private int offset() {
        int minutes = 0;
        if (skip('+')) {
            minutes = offsetMinutes();
        } else if (skip('-')) {
            minutes = -offsetMinutes();
        } else if (!skip('Z')) {
            skip('z');
        }
        if (at != text.length()) {
            throw wrong();
        }
        return minutes;
    }

    private int offsetMinutes() {
        int hours = below(19, digits(2));
        if (at == text.length()) {
            return hours * 60;
        }
        skip(':');
        return hours * 60 + below(60, digits(2));
    }

    private int digits(int count) {
        int value = 0;
        for (int i = 0; i < count; i++, at++) {
            if (at >= text.length() || !isDigit(text.charAt(at))) {
                throw wrong();
            }
            value = value * 10 + text.charAt(at) - '0';
        }
        return value;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private int below(int limit, int value) {
        if (value >= limit) {
            throw wrong();
        }
        return value;
    }

    private boolean skip(char c) {
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!skip(c)) {
            throw wrong();
        }
    }

    private DateTimeException wrong() {
        return new DateTimeException("not a time: " + text);
    }
}
