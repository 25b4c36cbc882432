// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "2023-11-16 18:17:03.9799600, 2023-11-16T18:17:03.979960Z",
        "2023-11-16 18:17:03, 2023-11-16T18:17:03Z",
        "2023-11-16T18:17:03.123456789Z, 2023-11-16T18:17:03.123456789Z",
        "2023-11-16T18:17:03.1Z, 2023-11-16T18:17:03.100Z",
        "2023-11-16t18:17:03z, 2023-11-16T18:17:03Z",
        "2023-11-16T18:17Z, 2023-11-16T18:17:00Z",
        "2023-11-16T18:17:03+01:00, 2023-11-16T17:17:03Z",
        "2023-11-16T18:17:03.5-0530, 2023-11-16T23:47:03.500Z",
        "2023-11-16 18:17:03+02, 2023-11-16T16:17:03Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
        "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
        "+12023-11-16T18:17:03Z, +12023-11-16T18:17:03Z",
        "-0001-11-16T18:17:03Z, -0001-11-16T18:17:03Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
    })
    void whenATimeIsWritten_thenItIsRead(String text, Instant time) {
        assertThat(Times.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2023",
                "2023-11-16",
                "2023-11-16 ",
                "2023-11-16T18",
                "2023-02-29T00:00:00Z",
                "2023-13-01T00:00:00Z",
                "2023-11-16T24:00:00Z",
                "2023-11-16T18:60:00Z",
                "2023-11-16T18:17:60Z",
                "2023-11-16T18:17:03.Z",
                "2023-11-16T18:17:03.1234567890Z",
                "2023-11-16T18:17:03Zz",
                "2023-11-16T18:17:03+19:00",
                "2023-11-16T18:17:03+01:60",
                "2023-11-16T18:17:03 +01:00",
                "2023/11/16 18:17:03",
                "٢٠٢٣-11-16T18:17:03Z",
                "+1000000000-01-01T00:00:00Z",
                "+999999999-01-01T00:00:00Z",
                "1700158624425"
            })
    void whenItIsNoTimeOrOutOfRange_thenItIsRefused(String text) {
        assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void whenMillisAreAllowed_thenDigitsAreRead() {
        assertThat(Times.parseTextOrMillis("1700158624425")).isEqualTo(Instant.ofEpochMilli(1700158624425L));
        assertThat(Times.parseTextOrMillis("-1")).isEqualTo(Instant.ofEpochMilli(-1));
        assertThat(Times.parseTextOrMillis("1970-01-01T00:00:01Z")).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void whenTimesAreRandom_thenTheyAreReadAsTheJdkDoes() {
        long seed = System.nanoTime();
        System.out.println("whenTimesAreRandom seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong() % 60_000_000_000L, random.nextInt(1_000_000_000))
                    .truncatedTo(random.nextBoolean() ? ChronoUnit.NANOS : ChronoUnit.SECONDS);
            assertThat(Times.parse(time.toString())).as("seed %s", seed).isEqualTo(time);
        }
    }
}
