// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTest {
    private static Event event(Map<String, ?> data) {
        return new Event("e1", data, "k1", Instant.EPOCH);
    }

    private static Event with(String field, @Nullable Object value) {
        return event(Collections.singletonMap(field, value));
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    @Test
    void whenDataIsChangedAfterwards_thenTheEventIsNot() {
        Map<String, Object> data = new HashMap<>(Map.of("a", 1));
        Event event = event(data);
        data.put("b", 2);

        assertThat(event.data()).isEqualTo(Map.of("a", 1));
        assertThatThrownBy(() -> event.data().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThat(event.with("b", null).data()).containsEntry("b", null);
    }

    @Test
    void whenReadAsALong_thenExactlyOrNotAtAll() {
        assertThat(with("a", 3.0).getLong("a", 0)).isEqualTo(3);
        assertThat(with("a", new BigInteger("9223372036854775807")).getLong("a", 0))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(with("a", null).getLong("a", 7)).isEqualTo(7);
        assertThat(with("a", 1).getLong("b", 7)).isEqualTo(7);
        for (Object wrong : List.of(3.5, Double.NaN, 1e19, new BigDecimal("0.1"), "3")) {
            assertThatThrownBy(() -> with("a", wrong).getLong("a", 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("'a'", "'e1'", wrong.toString());
        }
    }

    @Test
    void whenReadAsADoubleOrText_thenConverted() {
        assertThat(with("a", 3).getDouble("a", 0)).isEqualTo(3.0);
        assertThat(with("a", null).getDouble("a", 1.5)).isEqualTo(1.5);
        assertThat(with("a", 3).getString("a", "")).isEqualTo("3");
        assertThatThrownBy(() -> with("a", "x").getDouble("a", 0)).hasMessageContaining("not a number");
    }

    @Test
    void whenAPartIsNull_thenTheMessageSaysWhich() {
        assertThatThrownBy(() -> new Event(null, Map.of(), null, Instant.EPOCH)).hasMessageContaining("id");
        assertThatThrownBy(() -> new Event("a", null, null, Instant.EPOCH)).hasMessageContaining("data");
        assertThatThrownBy(() -> new Event("a", Map.of(), null, null)).hasMessageContaining("timestamp");
    }

    // ---- records --------------------------------------------------------------------------------------------------

    record Login(String id, @Nullable String key, Instant timestamp, String user, int tries) {}

    @Test
    void whenMadeARecord_thenFieldsByNameAndTheEventsOwn() {
        assertThat(event(Map.of("user", "alice", "tries", 3L, "more", "ignored"))
                        .to(Login.class))
                .isEqualTo(new Login("e1", "k1", Instant.EPOCH, "alice", 3));
        assertThat(event(Map.of("id", "own", "user", "bob", "tries", 1.0))
                        .to(Login.class)
                        .id())
                .isEqualTo("own");
    }

    record Exact(int i, long l, Short s, Byte b, double d, float f, BigDecimal decimal, BigInteger integer) {}

    private static Map<String, Object> numbers(Object each) {
        Map<String, Object> data = new LinkedHashMap<>();
        for (String name : List.of("i", "l", "s", "b", "d", "f", "decimal", "integer")) {
            data.put(name, each);
        }
        return data;
    }

    @Test
    void whenNumbersAreOfAnotherClass_thenConvertedExactly() {
        for (Object seven : List.of(7, 7L, 7.0, 7f, new BigDecimal("7.0"), BigInteger.valueOf(7))) {
            Exact made = event(numbers(seven)).to(Exact.class);
            assertThat(made.decimal()).isEqualByComparingTo("7");
            assertThat(made)
                    .isEqualTo(new Exact(7, 7, (short) 7, (byte) 7, 7, 7, made.decimal(), BigInteger.valueOf(7)));
        }
    }

    record OneInt(int n) {}

    record OneLong(long n) {}

    record OneDouble(double n) {}

    record OneFloat(float n) {}

    record OneByte(byte n) {}

    @Test
    void whenANumberDoesNotFit_thenTheMessageNamesFieldEventAndClass() {
        assertThatThrownBy(() -> with("n", 1L << 31).to(OneInt.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'n'", "'e1'", "2147483648", "int", "OneInt");
        assertThatThrownBy(() -> with("n", 0.5).to(OneLong.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with("n", Double.NaN).to(OneLong.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with("n", 128).to(OneByte.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with("n", (1L << 53) + 1).to(OneDouble.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with("n", 0.123456789012).to(OneFloat.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> with("n", "7").to(OneInt.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenADecimalIsWhatIsWritten_thenItIsTheDoubleAndTheFloat() {
        assertThat(with("n", new BigDecimal("0.1")).to(OneDouble.class).n()).isEqualTo(0.1);
        assertThat(with("n", 0.1f).to(OneDouble.class).n()).isEqualTo((double) 0.1f);
        assertThat(with("n", 0.1).to(OneFloat.class).n()).isEqualTo(0.1f);
        assertThat(with("n", Double.NaN).to(OneDouble.class).n()).isNaN();
        assertThat(with("n", Double.NEGATIVE_INFINITY).to(OneFloat.class).n()).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    record Absent(
            @Nullable String text,
            @Nullable Integer number,
            Optional<String> maybe,
            @Nullable List<String> list) {}

    @Test
    void whenAValueIsMissing_thenNullOrEmptyOrAClearError() {
        assertThat(event(Map.of()).to(Absent.class)).isEqualTo(new Absent(null, null, Optional.empty(), null));
        assertThat(with("maybe", "x").to(Absent.class).maybe()).contains("x");
        assertThatThrownBy(() -> event(Map.of()).to(OneInt.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'n'", "'e1'", "OneInt", "missing");
        assertThatThrownBy(() -> with("n", null).to(OneInt.class)).hasMessageContaining("'n'");
    }

    record Texts(DayOfWeek day, Instant at, Duration took, LocalDate date, UUID uuid, char letter, String text) {}

    private static final Map<String, Object> TEXTS = Map.of(
            "day", "MONDAY",
            "at", "2026-01-05T13:00:00+01:00",
            "took", "PT1.5S",
            "date", "2026-01-05",
            "uuid", "00000000-0000-0001-0000-000000000002",
            "letter", "x",
            "text", 17);

    @Test
    void whenTextIsUnambiguous_thenConverted() {
        assertThat(event(TEXTS).to(Texts.class))
                .isEqualTo(new Texts(
                        DayOfWeek.MONDAY,
                        Instant.parse("2026-01-05T12:00:00Z"),
                        Duration.ofMillis(1_500),
                        LocalDate.of(2026, 1, 5),
                        new UUID(1, 2),
                        'x',
                        "17"));
        Instant at = Instant.EPOCH.plusNanos(1);
        assertThat(event(TEXTS).with("at", at).to(Texts.class).at()).isEqualTo(at);
    }

    @Test
    void whenItWouldBeAGuess_thenRefused() {
        assertThatThrownBy(() -> event(TEXTS).with("day", "monday").to(Texts.class))
                .hasMessageContainingAll("'day'", "monday", "TUESDAY");
        assertThatThrownBy(() -> event(TEXTS).with("at", 1_700_000_000L).to(Texts.class))
                .hasMessageContainingAll("'at'", "Instant");
        assertThatThrownBy(() -> event(TEXTS).with("at", "yesterday").to(Texts.class))
                .hasMessageContainingAll("'at'", "yesterday");
        assertThatThrownBy(() -> event(TEXTS).with("took", 5).to(Texts.class)).hasMessageContaining("Duration");
        assertThatThrownBy(() -> event(TEXTS).with("letter", "xy").to(Texts.class))
                .hasMessageContaining("'letter'");
        assertThatThrownBy(() -> event(TEXTS).with("text", List.of()).to(Texts.class))
                .hasMessageContaining("'text'");
    }

    record Point(int x, int y) {}

    record Shape(Point at, List<Point> path, Set<DayOfWeek> days, Map<String, Long> counts, Object free, List<?> any) {}

    @Test
    void whenNested_thenMapsBecomeRecordsAndElementsAreConverted() {
        Map<String, ?> point = Map.of("x", 1, "y", 2.0);
        Event event = event(Map.of(
                "at", point,
                "path", List.of(point, new Point(3, 4)),
                "days", List.of("MONDAY"),
                "counts", Map.of("a", 1),
                "free", List.of(1),
                "any", Arrays.asList(1, null)));

        assertThat(event.to(Shape.class))
                .isEqualTo(new Shape(
                        new Point(1, 2),
                        List.of(new Point(1, 2), new Point(3, 4)),
                        Set.of(DayOfWeek.MONDAY),
                        Map.of("a", 1L),
                        List.of(1),
                        Arrays.asList(1, null)));
        assertThatThrownBy(() ->
                        event.with("path", List.of(point, Map.of("x", 1))).to(Shape.class))
                .hasMessageContainingAll("'path[1].y'", "'e1'", "Point");
    }

    record Picky(int n) {
        Picky {
            if (n < 0) {
                throw new IllegalStateException("below zero");
            }
        }
    }

    @Test
    void whenTheRecordCannotBeMade_thenTheMessageSaysWhy() {
        assertThatThrownBy(() -> with("n", -1).to(Picky.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("Picky", "'e1'", "below zero");
        assertThatThrownBy(() -> with("n", -1).to(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("String", "not a record");
    }

    record Box<T>(T content) {}

    record Boxes(Box<String> box) {}

    @Test
    void whenARecordIsGeneric_thenWhatCannotBeToldIsRefused() {
        assertThatThrownBy(() -> with("box", Map.of("content", "a")).to(Boxes.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'box.content'");
    }
}
