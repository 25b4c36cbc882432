// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import static io.leat.connector.jdbc.TestDatabase.execute;
import static io.leat.connector.jdbc.TestDatabase.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All types of components, there and back, on each database. */
class ColumnTypeTest {
    enum Mood {
        GOOD,
        BAD
    }

    record Plain(int n, boolean flag, byte tiny, short small, long large, float real, double precise, char letter) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Objects(
            int n,
            Boolean flag,
            Long large,
            Double precise,
            String text,
            Mood mood,
            UUID uuid,
            BigDecimal decimal,
            BigInteger integer,
            byte[] bytes) {}

    record Times(
            int n,
            Instant instant,
            OffsetDateTime offset,
            ZonedDateTime zoned,
            LocalDateTime local,
            LocalDate date,
            LocalTime time,
            Duration duration) {}

    record Maybe(int n, Optional<String> text, Optional<Instant> at, Optional<Mood> mood) {}

    @TempDir
    Path dir;

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> void write(JdbcSink<T> sink, T... rows) throws Exception {
        Transactions<T> transactions = sink.connect(new SinkContext("types", sink.table(), "run", true, null));
        transactions.commit(1, Stream.of(rows).map(row -> new Result<>(row, 0)).toList());
        transactions.close();
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private <T> List<T> thereAndBack(TestDatabase database, Class<T> type, T... rows) throws Exception {
        String url = database.empty(dir);
        write(Jdbc.insert(url, "types", type).createTable(), rows);
        Reading<T> reading = Reading.all(Jdbc.poll(url, "types", type).by("n").once());
        assertThat(reading.unreadable).isEmpty();
        return reading.values;
    }

    @ParameterizedTest
    @EnumSource
    void whenPrimitivesAreWritten_thenTheSameIsRead(TestDatabase database) throws Exception {
        Plain[] rows = {
            new Plain(1, true, (byte) -128, (short) 32767, Long.MIN_VALUE, 1.5f, 0.1, 'é'),
            new Plain(2, false, (byte) 0, (short) -1, Long.MAX_VALUE, Float.MIN_VALUE, Double.MAX_VALUE, '\''),
            new Plain(3, false, (byte) 0, (short) 0, 0, Float.MAX_VALUE, -1e-300, '"')
        };
        assertThat(thereAndBack(database, Plain.class, rows)).containsExactly(rows);
    }

    @ParameterizedTest
    @EnumSource
    void whenObjectsAreWritten_thenTheSameIsRead(TestDatabase database) throws Exception {
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        String hostile = "'; drop table types; -- \\ \" \n\t ☃ 😀 %s ? {} :x $1";
        Objects full = new Objects(
                1,
                true,
                7L,
                2.5,
                hostile,
                Mood.BAD,
                uuid,
                new BigDecimal("12345678901234567.000000000000000001"),
                new BigInteger("12345678901234567890123456789"),
                new byte[] {0, -1, 39, 92});
        Objects empty = new Objects(2, null, null, null, null, null, null, null, null, null);
        Objects blank = new Objects(
                3,
                false,
                0L,
                -0.0,
                "",
                Mood.GOOD,
                new UUID(0, 0),
                new BigDecimal("-0.1"),
                BigInteger.ZERO,
                new byte[0]);

        assertThat(thereAndBack(database, Objects.class, full, empty, blank))
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .isEqualTo(List.of(full, empty, blank));
    }

    @ParameterizedTest
    @EnumSource
    void whenTimesAreWritten_thenTheSameIsReadToTheMicrosecond(TestDatabase database) throws Exception {
        Times now = times(1, "2026-11-27T00:10:11.123456", "+05:30");
        Times gap = times(2, "2026-03-29T02:30:00", "Z"); // there is no such local time in half of Europe
        Times old = times(3, "1969-12-31T23:59:59.999999", "-03:00");
        Times none = new Times(4, null, null, null, null, null, null, null);

        List<Times> read = thereAndBack(database, Times.class, now, gap, old, none);

        assertThat(read.stream().map(ColumnTypeTest::utc)).containsExactly(utc(now), utc(gap), utc(old), none);
    }

    private static Times times(int n, String local, String zone) {
        OffsetDateTime offset = OffsetDateTime.parse(local + zone);
        LocalDateTime there = LocalDateTime.parse(local);
        return new Times(
                n,
                offset.toInstant(),
                offset,
                offset.toZonedDateTime(),
                there,
                there.toLocalDate(),
                there.toLocalTime(),
                Duration.ofMillis(-1500));
    }

    /** The moment is kept, the offset is not. */
    private static Times utc(Times times) {
        return times.instant == null
                ? times
                : new Times(
                        times.n,
                        times.instant,
                        times.offset.withOffsetSameInstant(java.time.ZoneOffset.UTC),
                        times.zoned.withZoneSameInstant(java.time.ZoneOffset.UTC),
                        times.local,
                        times.date,
                        times.time,
                        times.duration);
    }

    @ParameterizedTest
    @EnumSource
    void whenOptionalsAreWritten_thenTheSameIsRead(TestDatabase database) throws Exception {
        Maybe some = new Maybe(1, Optional.of("x"), Optional.of(Instant.ofEpochMilli(1)), Optional.of(Mood.GOOD));
        Maybe none = new Maybe(2, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(thereAndBack(database, Maybe.class, some, none)).containsExactly(some, none);
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRES", "H2_FILE", "SQLITE"})
    void whenNumbersAreNotFinite_thenTheyAreKeptOrRefused(TestDatabase database) throws Exception {
        record Real(int n, double precise) {}
        Real[] rows = {new Real(1, Double.POSITIVE_INFINITY), new Real(2, Double.NaN)};
        if (database == TestDatabase.SQLITE) {
            assertThatThrownBy(() -> thereAndBack(database, Real.class, rows))
                    .hasMessage(
                            "NaN for column 'precise', which SQLite would store as null: filter it, or make it an empty"
                                    + " Optional");
        } else {
            assertThat(thereAndBack(database, Real.class, rows)).containsExactly(rows);
        }
    }

    @Test
    void whenColumnsHaveOtherTypes_thenTimesGoToUtcAndMilliseconds() throws Exception {
        String url = TestDatabase.POSTGRES.empty(dir);
        record Row(int n, Instant local, Instant millis, Instant text, UUID uuid, Mood mood, String json) {}
        execute(
                url,
                "create type mood as enum ('GOOD', 'BAD')",
                "create table types (n int, local timestamp, millis bigint, text text, uuid text, mood mood, json jsonb)");
        Instant at = Instant.parse("2026-07-01T12:00:00.5Z");
        Row row = new Row(1, at, at, at, new UUID(1, 2), Mood.BAD, "{\"a\": 1}");

        write(Jdbc.insert(url, "types", Row.class), row);

        assertThat(rows(url, "select local, millis, text, uuid, mood, json from types"))
                .containsExactly("2026-07-01 12:00:00.5 1782907200500 2026-07-01T12:00:00.500000000Z"
                        + " 00000000-0000-0001-0000-000000000002 BAD {\"a\": 1}");
        assertThat(Reading.all(Jdbc.poll(url, "types", Row.class).by("n").once()).values)
                .containsExactly(row);
    }
}
