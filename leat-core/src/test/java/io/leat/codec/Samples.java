// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;

/** The types that the tests of codecs share. */
final class Samples {
    record Call(String instance, Instant eventTime, int tokens) {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "a class of its own";
            }
        },
        BLUE
    }

    sealed interface Shape permits Round, Box, Color2 {}

    sealed interface Round extends Shape permits Circle, Dot {}

    record Circle(double radius) implements Round {}

    record Dot() implements Round {}

    record Box(Shape inner, int weight) implements Shape {}

    enum Color2 implements Shape {
        PINK
    }

    sealed interface Result<T> permits Ok, Failed {}

    record Ok<T>(T value) implements Result<T> {}

    record Failed<X>(String why) implements Result<X> {}

    record Tree(String name, List<Tree> kids) {}

    record Pair<A, B>(A first, B second) {}

    record Node<T>(T value, Node<T> next) {}

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Wrappers(Boolean a, Byte b, Short c, Character d, Integer e, Long f, Float g, Double h) {}

    record Times(
            Instant a,
            Duration b,
            LocalDate c,
            LocalTime d,
            LocalDateTime e,
            OffsetDateTime f,
            ZonedDateTime g,
            ZoneId h,
            ZoneOffset i,
            Period j) {}

    record Others(
            BigInteger a, BigDecimal b, UUID c, URI d, Color e, OptionalInt f, OptionalLong g, OptionalDouble h) {}

    record Containers(
            List<String> a,
            Set<Color> b,
            Map<String, List<Integer>> c,
            SortedMap<Integer, String> d,
            Collection<Long> e,
            Optional<Call> f,
            Map<String, ?> g,
            Object h) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Arrays(
            byte[] bytes,
            int[] ints,
            long[] longs,
            double[] doubles,
            String[] strings,
            char[] chars,
            int[][] nested,
            Call[] calls) {}

    private Samples() {}

    /** The generic type of a component of a record: the way types with arguments come about. */
    static Type typeOf(Class<?> type, String component) {
        for (RecordComponent each : type.getRecordComponents()) {
            if (each.getName().equals(component)) {
                return each.getGenericType();
            }
        }
        throw new AssertionError("no component " + component);
    }

    @SuppressWarnings("unchecked")
    static <T> Codec<T> codecOf(Class<?> type, String component) {
        return (Codec<T>) Codec.of(typeOf(type, component));
    }

    static <T> T roundTrip(Codec<T> codec, T value) {
        return codec.decode(codec.encode(value));
    }
}
