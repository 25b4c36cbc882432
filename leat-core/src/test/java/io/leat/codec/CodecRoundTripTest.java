// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static io.leat.codec.Samples.codecOf;
import static io.leat.codec.Samples.roundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Samples.Box;
import io.leat.codec.Samples.Call;
import io.leat.codec.Samples.Circle;
import io.leat.codec.Samples.Color;
import io.leat.codec.Samples.Color2;
import io.leat.codec.Samples.Containers;
import io.leat.codec.Samples.Dot;
import io.leat.codec.Samples.Failed;
import io.leat.codec.Samples.Node;
import io.leat.codec.Samples.Ok;
import io.leat.codec.Samples.Others;
import io.leat.codec.Samples.Pair;
import io.leat.codec.Samples.Primitives;
import io.leat.codec.Samples.Result;
import io.leat.codec.Samples.Shape;
import io.leat.codec.Samples.Times;
import io.leat.codec.Samples.Tree;
import io.leat.codec.Samples.Wrappers;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is read equals what was written, order and nulls included. */
class CodecRoundTripTest {
    record GenericUse(Pair<String, List<Integer>> pair, Result<Call> result, Node<String> chain) {}

    record Collection2(java.util.Collection<String> values) {}

    @Test
    void whenRecordsOfScalars_thenEqual() {
        assertSame(
                Primitives.class, new Primitives(true, (byte) -1, Short.MIN_VALUE, '\uFFFF', -7, 1L << 50, -0f, 0.1));
        assertSame(Wrappers.class, new Wrappers(true, (byte) 1, (short) 2, 'c', 4, 5L, Float.NaN, -0.0));
        assertSame(Wrappers.class, new Wrappers(null, null, null, null, null, null, null, null));
        Others others = new Others(
                new BigInteger("-123456789012345678901234567890"),
                new BigDecimal("1.500"),
                new UUID(1, -2),
                URI.create("HTTP://Host:80/p%2f?q#f"),
                Color.GREEN,
                OptionalInt.of(-1),
                OptionalLong.empty(),
                OptionalDouble.of(2.5));
        assertSame(Others.class, others);
        assertSame(Others.class, new Others(null, null, null, null, null, null, null, null));
    }

    @Test
    void whenTimes_thenEqualAtTheEndsToo() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        ZonedDateTime doubled =
                ZonedDateTime.of(LocalDateTime.of(2025, 10, 26, 2, 30), berlin).withLaterOffsetAtOverlap();
        assertSame(
                Times.class,
                new Times(
                        Instant.MIN,
                        Duration.ofSeconds(Long.MIN_VALUE, 1),
                        LocalDate.MAX,
                        LocalTime.MAX,
                        LocalDateTime.MIN,
                        OffsetDateTime.of(LocalDateTime.MAX, ZoneOffset.MIN),
                        doubled,
                        berlin,
                        ZoneOffset.ofHoursMinutesSeconds(1, 2, 3),
                        Period.of(1, -2, 3)));
        assertSame(Times.class, new Times(Instant.MAX, null, null, null, null, null, null, ZoneOffset.UTC, null, null));
    }

    @Test
    @SuppressWarnings("NullOptional") // that is the test
    void whenContainers_thenEqualInTheSameOrderWithNulls() {
        Map<String, List<Integer>> map = new LinkedHashMap<>();
        map.put("z", Arrays.asList(1, null));
        map.put(null, null);
        map.put("a", List.of());
        Containers value = new Containers(
                Arrays.asList("b", null, "a"),
                new LinkedHashSet<>(Arrays.asList(Color.BLUE, null, Color.RED)),
                map,
                new TreeMap<>(Map.of(2, "two", 1, "one")),
                List.of(1L, 2L),
                Optional.of(new Call("m", Instant.EPOCH, 1)),
                Map.of("k", List.of(1, 2.5, "x")),
                Arrays.asList(null, true, 'c', Duration.ZERO, Collections.singletonMap(null, null)));
        Containers copy = assertSame(Containers.class, value);
        assertThat(copy.c().keySet()).containsExactly("z", null, "a");
        assertThat(copy.b()).containsExactly(Color.BLUE, null, Color.RED);
        assertThatThrownBy(() -> copy.a().add("x")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.b().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.c().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.d().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertSame(Containers.class, new Containers(null, null, null, null, null, null, null, null));
    }

    @Test
    void whenCollectionIsASet_thenASetIsRead() {
        assertSame(Collection2.class, new Collection2(new LinkedHashSet<>(List.of("b", "a"))));
        assertSame(Collection2.class, new Collection2(List.of("b", "a")));
    }

    @Test
    void whenSortedMapIsReversed_thenStaysReversed() {
        Codec<SortedMap<Integer, String>> codec = codecOf(Containers.class, "d");
        SortedMap<Integer, String> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(Map.of(1, "a", 2, "b", 3, "c"));
        assertThat(roundTrip(codec, reversed).keySet()).containsExactly(3, 2, 1);
        assertThat(roundTrip(codec, reversed).headMap(2).keySet()).containsExactly(3);
    }

    @Test
    void whenArrays_thenEqualElements() {
        Samples.Arrays value = new Samples.Arrays(
                new byte[] {1, -1},
                new int[] {Integer.MIN_VALUE},
                new long[] {1, Long.MAX_VALUE},
                new double[] {1.5, -0.0},
                new String[] {"a", null},
                new char[] {'x'},
                new int[][] {{1}, null, {}},
                new Call[] {new Call(null, null, 1)});
        Samples.Arrays copy = roundTrip(Codec.of(Samples.Arrays.class), value);
        assertThat(copy).usingRecursiveComparison().isEqualTo(value);
        assertThat(copy.strings()).isExactlyInstanceOf(String[].class);
    }

    @Test
    void whenSealed_thenTheMemberComesBack() {
        Codec<Shape> codec = Codec.of(Shape.class);
        for (Shape shape : List.of(new Dot(), Color2.PINK, new Box(new Box(new Circle(2), 1), 2), new Box(null, 0))) {
            assertThat(roundTrip(codec, shape)).isEqualTo(shape);
        }
    }

    @Test
    void whenGeneric_thenArgumentsAreUsed() {
        GenericUse value = new GenericUse(
                new Pair<>("a", List.of(1)),
                new Ok<>(new Call("m", Instant.EPOCH, 2)),
                new Node<>("x", new Node<>("y", null)));
        assertSame(GenericUse.class, value);
        assertSame(GenericUse.class, new GenericUse(null, new Failed<>("why"), null));
        assertThat(Codec.of(GenericUse.class).describe())
                .isEqualTo("GenericUse{pair:Pair{first:string,second:list<int?>},"
                        + "result:Result(Ok{value:Call{instance:string,eventTime:instant,tokens:int}}|Failed{why:string}),"
                        + "chain:Node{value:string,next:Node}}");
    }

    @Test
    void whenRecursive_thenReadToTheSameDepth() {
        Tree tree = new Tree("leaf", List.of());
        for (int depth = 1; depth < BinaryWriter.MAX_DEPTH; depth++) {
            tree = new Tree("t" + depth, List.of(tree));
        }
        assertSame(Tree.class, tree);
        Tree deeper = new Tree("more", Arrays.asList(null, new Tree("most", List.of(tree))));
        assertThatThrownBy(() -> Codec.of(Tree.class).encode(deeper))
                .isInstanceOf(CodecException.class)
                .hasMessageEndingWith(": a value nested more than 256 deep, or one that contains itself."
                        + " Cure: keep chains of records as a List");
    }

    @Test
    void whenListContainsItself_thenRefusedWithoutOverflow() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        assertThatThrownBy(() -> Codec.of(Object.class).encode(circle)).isInstanceOf(CodecException.class);
    }

    @Test
    void whenCodecIsNullable_thenNullIsAValue() {
        Codec<Integer> codec = Codec.of(int.class).nullable();
        assertThat(roundTrip(codec, null)).isNull();
        assertThat(roundTrip(codec, 5)).isEqualTo(5);
        assertThat(codec.nullable()).isSameAs(codec);
        assertThat(codec.describe()).isEqualTo("int?");
    }

    @Test
    void whenCodecsAreCombined_thenListsAndMapsOfThem() {
        Codec<Map<String, List<Long>>> codec = Codec.mapOf(Codec.of(String.class), Codec.listOf(Codec.of(Long.class)));
        assertThat(roundTrip(codec, Map.of("a", List.of(1L)))).isEqualTo(Map.of("a", List.of(1L)));
        assertThat(codec.describe()).isEqualTo("map<string,list<long?>>");
    }

    @Test
    void whenBytesAreLeftOver_thenDecodeRefuses() {
        assertThatThrownBy(() -> Codec.of(int.class).decode(new byte[] {0, 0}))
                .hasMessage("damaged bytes, up to offset 1: 1 bytes too many");
    }

    @Test
    void whenAskedAgain_thenTheSameCodec() {
        assertThat(Codec.of(Tree.class)).isSameAs(Codec.of(Tree.class));
    }

    @Test
    void whenDescribed_thenSchemaDependsOnTheTypeAlone() {
        assertThat(Codec.of(Box.class).describe())
                .isEqualTo("Box{inner:Shape(Circle{radius:double}|Dot{}|Box|Color2(PINK)),weight:int}");
        assertThat(Codec.of(Shape.class).describe())
                .isEqualTo("Shape(Circle{radius:double}|Dot{}|Box{inner:Shape,weight:int}|Color2(PINK))");
        assertThat(Codec.of(Containers.class).describe())
                .isEqualTo("Containers{a:list<string>,b:set<Color(RED|GREEN|BLUE)>,c:map<string,list<int?>>,"
                        + "d:sortedmap<int?,string>,e:collection<long?>,"
                        + "f:optional<Call{instance:string,eventTime:instant,tokens:int}>,g:map<string,any>,h:any}");
        assertThat(Codec.of(Samples.Arrays.class).describe())
                .isEqualTo("Arrays{bytes:byte[],ints:int[],longs:long[],doubles:double[],strings:string[],chars:char[],"
                        + "nested:int[][],calls:Call{instance:string,eventTime:instant,tokens:int}[]}");
    }

    private static <T> T assertSame(Class<T> type, T value) {
        T copy = roundTrip(Codec.of(type), value);
        assertThat(copy).isEqualTo(value);
        return copy;
    }
}
