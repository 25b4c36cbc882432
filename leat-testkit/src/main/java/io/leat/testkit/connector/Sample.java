// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.connector;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is read and written in the checks: a record whose text is not harmless.
 *
 * @param number its place in the order, from 0
 * @param key one of seven
 * @param time to the millisecond, a second later for each
 */
public record Sample(long number, String key, String text, Instant time) {
    private static final Instant FIRST = Instant.parse("2024-03-31T00:59:59.125Z");
    private static final List<String> TEXTS = List.of(
            "plain",
            "",
            "a \"quoted\", one; with 'all' \\ of them",
            "two\nlines\r\nand a\ttab",
            "\u00e4\u20ac\ud83d\ude00",
            " blanks ",
            "null",
            "-1.5e3");

    /** Returns the samples from one number up to another, which is not among them. */
    public static List<Sample> range(long from, long to) {
        return LongStream.range(from, to).mapToObj(Sample::of).toList();
    }

    /** Returns the sample of a number. */
    public static Sample of(long number) {
        String text = TEXTS.get((int) (number % TEXTS.size()));
        return new Sample(number, "key-" + number % 7, text, FIRST.plusSeconds(number));
    }

    /** Returns this sample with another text. */
    Sample withText(String other) {
        return new Sample(number, key, other, time);
    }
}
