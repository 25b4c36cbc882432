// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static io.leat.codec.Samples.roundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Samples.Call;
import io.leat.codec.Samples.Color;
import io.leat.codec.Samples.Node;
import io.leat.codec.Samples.Ok;
import io.leat.codec.Samples.Pair;
import io.leat.pattern.Match;
import io.leat.window.Change;
import io.leat.window.Pane;
import io.leat.window.WindowResult;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Records of generic classes, and collections of records, whose types are known only when they come. */
class DynamicGenericTest {
    private static final Call CALL = new Call("m", Instant.EPOCH, 5);

    @SuppressWarnings("ArrayRecordComponent")
    record Bounded<N extends Number, T>(N number, N[] numbers, Map<String, List<T>> named) {}

    record Wrapped<T>(List<T> values) {}

    static final class Trap<T> {
        T held;
    }

    private static WindowResult<Object, Object> result(Object key, Object value) {
        return new WindowResult<>(key, Instant.EPOCH, Instant.EPOCH.plusSeconds(10), value, Pane.ON_TIME, 0);
    }

    @Test
    void whenResultsOfWindows_thenReadBackInTheSameAndInANewProcess() {
        List<Object> values = List.of(
                result("a", CALL),
                result(CALL, List.of(CALL, CALL)),
                result(null, null),
                new Change<>(Change.Kind.RETRACT, CALL),
                new Change<>(Change.Kind.INSERT, Optional.of(7L)),
                new Match<>(Map.of("slow", List.of(CALL), "none", List.of()), Instant.EPOCH, Instant.MAX),
                new Pair<>(new Ok<>(CALL), new Node<>(Color.RED, new Node<>("x", null))));
        DynamicCodec writer = Codec.dynamic();
        for (Object value : values) {
            byte[] bytes = writer.encode(value);
            assertThat(writer.decode(bytes)).isEqualTo(value);
            DynamicCodec reader = Codec.dynamic();
            writer.classes().forEach(reader::allow);
            assertThat(reader.decode(bytes)).isEqualTo(value);
        }
    }

    @Test
    void whenGenericClassIsDescribed_thenItsVariablesAreDynamic() {
        DynamicCodec codec = Codec.dynamic();
        assertThat(codec.schemaOf(WindowResult.class))
                .isEqualTo("WindowResult{key:dynamic,start:instant,end:instant,value:dynamic,"
                        + "pane:Pane(EARLY|ON_TIME|LATE|RETRACTION),index:int}");
        assertThat(codec.schemaOf(Match.class))
                .isEqualTo("Match{events:map<string,list<dynamic>>,start:instant,end:instant}");
        assertThat(codec.schemaOf(Node.class)).isEqualTo("Node{value:dynamic,next:Node}");
    }

    @Test
    void whenVariableHasABound_thenArraysOfItAreOfThatClass() {
        Bounded<Integer, Call> value = new Bounded<>(1, new Integer[] {2, null}, Map.of("k", List.of(CALL)));
        Object copy = roundTrip(Codec.dynamic(), value);
        assertThat(copy)
                .usingRecursiveComparison()
                .isEqualTo(new Bounded<>(1, new Number[] {2, null}, Map.of("k", List.of(CALL))));
    }

    @Test
    void whenCollectionHoldsRecords_thenReadBack() {
        DynamicCodec codec = Codec.dynamic();
        for (Object value : Arrays.asList(
                List.of(CALL),
                Arrays.asList(null, 1, CALL, List.of(result("a", 1))),
                Set.of(CALL, Color.RED),
                Map.of("a", CALL, Color.RED, List.of()),
                new Wrapped<>(List.of(CALL, "text")))) {
            assertThat(roundTrip(codec, value)).isEqualTo(value);
        }
    }

    /** As before lists could hold records: what is stored stays readable. */
    @Test
    void whenCollectionIsJsonLike_thenItHasNoNamesInIt() {
        List<Object> value = List.of(Map.of("k", List.of(1, "a")), 2.5);
        assertThat(Codec.dynamic().encode(value))
                .hasSize(1 + Codec.of(Object.class).encode(value).length);
    }

    @Test
    void whenValuesAreEqual_thenTheirHashesAre() {
        DynamicCodec codec = Codec.dynamic();
        assertThat(codec.hash(result("a", CALL))).isEqualTo(Codec.dynamic().hash(result("a", CALL)));
        assertThat(codec.hash(List.of(CALL, 1))).isEqualTo(31 * (31 + codec.hash(CALL)) + 1);
        assertThat(codec.hash(List.of(1, 2))).isEqualTo(List.of(1, 2).hashCode());
        assertThat(codec.hash(List.of(CALL)))
                .isEqualTo(31 + Codec.of(Call.class).hash(CALL));
        assertThatThrownBy(() -> codec.hash(Set.of(CALL))).isInstanceOf(CodecException.class);
        assertThatThrownBy(() -> codec.hash(result("a", new int[1]))).isInstanceOf(CodecException.class);
    }

    @Test
    void whenGenericClassIsNotPlainData_thenRefused() {
        assertThatThrownBy(() -> Codec.dynamic().encode(new Trap<>()))
                .hasMessageContaining("no codec for io.leat.codec.DynamicGenericTest$Trap, an ordinary class");
        assertThatThrownBy(() -> Codec.dynamic().encode(result("a", new Trap<>())))
                .hasMessageStartingWith("WindowResult.value: no codec for");
    }

    @Test
    void whenValuesContainThemselvesOrBytesNestForEver_thenRefusedWithoutOverflow() {
        List<Object> circle = new ArrayList<>();
        circle.add(circle);
        circle.add(circle);
        circle.add(CALL);
        DynamicCodec codec = Codec.dynamic();
        assertThatThrownBy(() -> codec.encode(circle))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("nested more than 256 deep");
        BinaryWriter out = new BinaryWriter();
        for (int i = 0; i < 100_000; i++) {
            out.writeString(List.class.getName());
            out.writeUnsigned(1);
        }
        assertThatThrownBy(() -> codec.decode(out.toByteArray())).isInstanceOf(CodecException.class);
    }

    // ---- parts and keys -------------------------------------------------------------------------------------------

    @Test
    void whenPartsWrite_thenEachKnowsWhatItHasMetAndAllCanRead() {
        DynamicCodec whole = Codec.dynamic();
        byte[] bytes = whole.part("load").encode(result("a", CALL));
        whole.part("pairs").encode(Color.RED);
        assertThat(whole.classes()).contains(WindowResult.class, Call.class, Color.class);
        assertThat(whole.partsWith(Call.class)).containsExactly("load");
        assertThat(whole.partsWith(Color.class)).containsExactly("pairs");
        assertThat(whole.part("pairs").decode(bytes)).isEqualTo(result("a", CALL));
        assertThat(whole.partsWith(Call.class)).containsExactly("load", "pairs");
        assertThat(whole.decode(bytes)).isEqualTo(result("a", CALL));
    }

    @Test
    void whenValuesWereHashed_thenTheirClassesAreKeys() {
        DynamicCodec codec = Codec.dynamic();
        codec.encode(result("a", CALL));
        assertThat(codec.keyClasses()).isEmpty();
        codec.part("load").hash(List.of("a", LocalTime.NOON, new Pair<>(CALL, Color.RED)));
        assertThat(codec.keyClasses()).containsExactlyInAnyOrder(Pair.class, Call.class, Color.class);
        assertThat(Codec.dynamic().allowKeys(Call.class).keyClasses()).containsExactly(Call.class);
    }

    @Test
    void whenUsersCodecIsPartOfASchema_thenItsTextIsInQuotes() {
        Codec<Call> own = new Codec<>() {
            @Override
            public void write(Call value, BinaryWriter out) {
                out.writeString(value.instance());
            }

            @Override
            public Call read(BinaryReader in) {
                return new Call(in.readString(), Instant.EPOCH, 0);
            }

            @Override
            public int hash(Call value) {
                return 0;
            }

            @Override
            public String describe() {
                return "it's {version 1}\\";
            }

            @Override
            public boolean usableAsKey() {
                return false;
            }
        };
        assertThat(own.schema()).isEqualTo("'it\\'s {version 1}\\\\'");
        assertThat(own.nullable().describe()).isEqualTo(own.schema());
        assertThat(Codec.listOf(own).describe()).isEqualTo("list<" + own.schema() + ">");
        assertThat(Codec.mapOf(Codec.of(int.class), own).schema()).isEqualTo("map<int?," + own.schema() + ">");
        assertThat(own.describe()).isEqualTo("it's {version 1}\\");
    }
}
