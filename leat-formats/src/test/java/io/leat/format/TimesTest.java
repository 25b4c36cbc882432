// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesTest {
    private static final Times TIMES = Times.standard();

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
        assertThat(TIMES.ofText(text)).isEqualTo(time);
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
        assertThatThrownBy(() -> TIMES.ofText(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void whenMillisAreAllowed_thenDigitsAreRead() {
        assertThat(TIMES.ofTextOrNumber("1700158624425")).isEqualTo(Instant.ofEpochMilli(1700158624425L));
        assertThat(TIMES.ofTextOrNumber("-1")).isEqualTo(Instant.ofEpochMilli(-1));
        assertThat(TIMES.ofTextOrNumber("1970-01-01T00:00:01Z")).isEqualTo(Instant.ofEpochSecond(1));
    }

    @Test
    void whenTimesAreRandom_thenTheyAreReadAsTheJdkDoes() {
        long seed = System.nanoTime();
        System.out.println("whenTimesAreRandom seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong() % 60_000_000_000L, random.nextInt(1_000_000_000))
                    .truncatedTo(random.nextBoolean() ? ChronoUnit.NANOS : ChronoUnit.SECONDS);
            assertThat(TIMES.ofText(time.toString())).as("seed %s", seed).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1700158624, 2023-11-16T18:17:04Z",
        "SECONDS, 1700158624.425, 2023-11-16T18:17:04.425Z",
        "SECONDS, -0.5, 1969-12-31T23:59:59.500Z",
        "MILLIS, 1700158624425, 2023-11-16T18:17:04.425Z",
        "SECONDS, 0.0000000019, 1970-01-01T00:00:00.000000001Z",
        "MICROS, 1700158624425001, 2023-11-16T18:17:04.425001Z",
        "MICROS, -1, 1969-12-31T23:59:59.999999Z",
        "NANOS, 1700158624425000001, 2023-11-16T18:17:04.425000001Z"
    })
    void whenNumbersCountAUnit_thenTheyAreReadSo(ChronoUnit unit, String number, Instant time) {
        assertThat(TIMES.epoch(unit).ofTextOrNumber(number)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "1.2.3", ".", "-", "1700158624,5", "99999999999999999999999999"})
    void whenANumberIsNone_thenItIsRefused(String text) {
        assertThatThrownBy(() -> TIMES.epoch(ChronoUnit.SECONDS).ofTextOrNumber(text))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void whenMillisecondsHaveAFraction_thenTheyAreRefused() {
        assertThatThrownBy(() -> TIMES.ofTextOrNumber("1.5")).isInstanceOf(DateTimeException.class);
    }

    @Test
    void whenTheUnitIsADay_thenItIsRefused() {
        assertThatThrownBy(() -> TIMES.epoch(ChronoUnit.DAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numbers that count Days since 1970: give SECONDS, MILLIS, MICROS or NANOS");
    }

    /** Berlin put its clocks forward from 02:00 to 03:00 on 2024-03-31, and back from 03:00 to 02:00 on 2024-10-27. */
    @ParameterizedTest
    @CsvSource({
        "2024-03-31 01:59:59.9999999, 2024-03-31T00:59:59.999999900Z",
        "2024-03-31 02:30:00, 2024-03-31T01:30:00Z",
        "2024-03-31 03:00:00, 2024-03-31T01:00:00Z",
        "2024-10-27 02:30:00, 2024-10-27T00:30:00Z",
        "2024-10-27 03:00:00, 2024-10-27T02:00:00Z",
        "2024-10-27 02:30:00+01:00, 2024-10-27T01:30:00Z",
        "2024-10-27T02:30:00Z, 2024-10-27T02:30:00Z"
    })
    void whenTextHasNoOffset_thenItIsWhatAClockInTheZoneShows(String text, Instant time) {
        assertThat(TIMES.zone(ZoneId.of("Europe/Berlin")).ofText(text)).isEqualTo(time);
    }
}
