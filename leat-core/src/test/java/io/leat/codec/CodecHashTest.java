// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static io.leat.codec.Samples.codecOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Samples.Box;
import io.leat.codec.Samples.Call;
import io.leat.codec.Samples.Circle;
import io.leat.codec.Samples.Color;
import io.leat.codec.Samples.Containers;
import io.leat.codec.Samples.Dot;
import io.leat.codec.Samples.Shape;
import io.leat.codec.Samples.Tree;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The hash of a value is a number for ever: stored key groups depend on it. None of these may be changed. */
class CodecHashTest {
    record Keys(String name, int number, Color color) {}

    record Bytes(List<byte[]> parts) {}

    @Test
    void whenScalar_thenTheHashIsThisNumber() {
        assertHash(String.class, "instance-1", 902023417);
        assertHash(Boolean.class, true, 1231);
        assertHash(Byte.class, (byte) -1, -1);
        assertHash(Short.class, (short) 300, 300);
        assertHash(Character.class, 'a', 97);
        assertHash(Integer.class, -5, -5);
        assertHash(Long.class, 1L << 32 | 2, 3);
        assertHash(Float.class, 1.5f, 1069547520);
        assertHash(Double.class, 1.5, 1073217536);
        assertHash(Color.class, Color.RED, 81009);
        assertHash(Color.class, Color.GREEN, 68081379);
        assertHash(UUID.class, new UUID(1, 2), 3);
        assertHash(BigInteger.class, BigInteger.valueOf(1000), 31 * (31 + 3) - 24);
        assertHash(BigDecimal.class, new BigDecimal("1.50"), 31 * (31 + (31 * 31 + -106)) + 2);
    }

    @Test
    void whenTime_thenTheHashIsThisNumber() {
        LocalDateTime noon = LocalDateTime.of(2026, 1, 2, 12, 0);
        assertHash(Instant.class, Instant.ofEpochSecond(1000, 7), 31 * (31 + 1000) + 7);
        assertHash(Duration.class, Duration.ofSeconds(1000, 7), 31 * (31 + 1000) + 7);
        assertHash(LocalDate.class, noon.toLocalDate(), 20455);
        assertHash(LocalTime.class, LocalTime.NOON, 1218946890);
        assertHash(LocalDateTime.class, noon, 1219581956);
        assertHash(OffsetDateTime.class, noon.atOffset(ZoneOffset.ofHours(1)), -847660467);
        assertHash(ZonedDateTime.class, noon.atZone(ZoneId.of("Europe/Berlin")), -278969342);
        assertHash(ZoneId.class, ZoneId.of("Europe/Berlin"), 228701359);
        assertHash(Period.class, Period.of(1, 2, 3), 31 * (31 * (31 + 1) + 2) + 3);
    }

    @Test
    void whenRecordOrCollection_thenTheHashIsThisNumber() {
        assertHash(Keys.class, new Keys("a", 7, Color.RED), 31 * (31 * (31 + 97) + 7) + 81009);
        assertHash(Keys.class, new Keys(null, 7, null), 31 * (31 * 31 + 7));
        assertHash(Tree.class, new Tree("a", List.of(new Tree("b", List.of()))), 7999);
        assertHash(Shape.class, new Box(new Dot(), 4), 31 * (31 + 1) + 4);
        assertHash(Shape.class, new Circle(1.5), 31 + 1073217536);
        assertThat(Samples.<List<String>>codecOf(Containers.class, "a").hash(List.of("a", "b")))
                .isEqualTo(4066);
        assertThat(Samples.<Optional<Call>>codecOf(Containers.class, "f").hash(Optional.empty()))
                .isZero();
        assertThat(Codec.of(Object.class).hash(List.of(1, List.of("a", 2L)))).isEqualTo(31 * 32 + 31 * (31 + 97) + 2);
    }

    @Test
    void whenSetOrMap_thenOrderDoesNotMatter() {
        Codec<Set<Color>> sets = codecOf(Containers.class, "b");
        assertThat(sets.hash(new LinkedHashSet<>(List.of(Color.RED, Color.BLUE))))
                .isEqualTo(sets.hash(new LinkedHashSet<>(List.of(Color.BLUE, Color.RED))))
                .isEqualTo(81009 + 2041946);
        Codec<Map<String, List<Integer>>> maps = codecOf(Containers.class, "c");
        Map<String, List<Integer>> one = new LinkedHashMap<>();
        one.put("a", List.of(1));
        one.put("b", null);
        Map<String, List<Integer>> other = new LinkedHashMap<>();
        other.put("b", null);
        other.put("a", List.of(1));
        assertThat(maps.hash(one)).isEqualTo(maps.hash(other)).isEqualTo((97 ^ 32) + 98);
        Codec<Collection<Long>> either = codecOf(Containers.class, "e");
        assertThat(either.hash(List.of(1L, 2L))).isEqualTo(994);
        assertThat(either.hash(Set.of(1L, 2L))).isEqualTo(3);
    }

    @Test
    void whenNull_thenZero() {
        for (Class<?> type : List.of(String.class, Long.class, int.class, Keys.class, Shape.class, Color.class)) {
            assertThat(Codec.of(type).hash(null)).isZero();
            assertThat(Codec.of(type).nullable().hash(null)).isZero();
        }
        assertThat(codecOf(Containers.class, "a").hash(null)).isZero();
        assertThat(codecOf(Containers.class, "e").hash(null)).isZero();
        assertThat(codecOf(Samples.Arrays.class, "strings").hash(null)).isZero();
        assertThat(Codec.dynamic().hash(null)).isZero();
    }

    @Test
    void whenTypeIsNotKnown_thenTheHashIsTheSame() {
        DynamicCodec dynamic = Codec.dynamic();
        List<Object> values = List.of("a", 1, 1L, 1.5, 'c', true, BigDecimal.TEN, Instant.EPOCH, new UUID(3, 4));
        for (Object value : values) {
            int hash = hashAsDeclared(value);
            assertThat(dynamic.hash(value)).isEqualTo(hash);
            assertThat(dynamic.hash(value)).as("from its cache").isEqualTo(hash);
            assertThat(Codec.of(Object.class).hash(value)).isEqualTo(hash);
        }
        assertThat(dynamic.hash(Color.GREEN)).isEqualTo(68081379);
        assertThat(dynamic.hash(new Keys("a", 7, Color.RED))).isEqualTo(hashAsDeclared(new Keys("a", 7, Color.RED)));
        assertThat(dynamic.hash(List.of("a", "b"))).isEqualTo(4066);
    }

    @SuppressWarnings("unchecked")
    private static int hashAsDeclared(Object value) {
        return ((Codec<Object>) Codec.of(value.getClass())).hash(value);
    }

    @Test
    void whenUrisAreEqualWithOtherLetters_thenSameHash() {
        Codec<URI> codec = Codec.of(URI.class);
        assertThat(codec.hash(URI.create("HTTP://A/x"))).isEqualTo(codec.hash(URI.create("http://a/x")));
        assertThat(codec.hash(URI.create("http://h:/p"))).isEqualTo(codec.hash(URI.create("http://h/p")));
        assertThat(codec.hash(URI.create("MAILTO:a@b"))).isEqualTo(codec.hash(URI.create("mailto:a@b")));
        assertThat(codec.usableAsKey()).isFalse();
    }

    @Test
    void whenEqualValuesHaveEqualBytes_thenUsableAsKey() {
        for (Class<?> type : List.of(String.class, double.class, Keys.class, Shape.class, Tree.class, Object.class)) {
            assertThat(Codec.of(type).usableAsKey()).as(type.toString()).isTrue();
        }
        for (Class<?> type : List.of(byte[].class, String[].class, Containers.class, Bytes.class, int[][].class)) {
            assertThat(Codec.of(type).usableAsKey()).as(type.toString()).isFalse();
        }
        assertThat(codecOf(Containers.class, "f").usableAsKey()).isTrue();
        assertThat(codecOf(Containers.class, "c").usableAsKey()).isFalse();
    }

    @Test
    void whenUntypedKeyHoldsAnArrayOrMap_thenItHasNoHash() {
        String message = "byte[] cannot be a key or part of one: arrays are equal only to themselves, and equal sets or"
                + " maps may have different bytes. Cure: use a List or a record";
        List<Object> key = List.of(1, new byte[0]);
        assertThatThrownBy(() -> Codec.of(Object.class).hash(key))
                .isInstanceOf(CodecException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Codec.dynamic().hash(new byte[0])).hasMessage(message);
        assertThatThrownBy(() -> Codec.dynamic().hash(Map.of())).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> Codec.dynamic().hash(new Bytes(List.of()))).isInstanceOf(CodecException.class);
    }

    private static <T> void assertHash(Class<T> type, T value, int expected) {
        assertThat(Codec.of(type).hash(value)).as(value.toString()).isEqualTo(expected);
    }
}
