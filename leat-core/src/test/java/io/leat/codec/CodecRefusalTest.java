// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Samples.Containers;
import io.leat.codec.Samples.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Types without a codec are refused when the codec is made, in these words. */
class CodecRefusalTest {
    private static final String SUPPORTED =
            ". Supported: primitives and their wrappers, String, big numbers, java.time,"
                    + " UUID, URI, enums, records, sealed interfaces of these, Optional, List, Set, Collection, Map, SortedMap,"
                    + " arrays, and Object for JSON-like values. Cure: ";

    private static final String OR_CODEC = ", or map it to a record before this step";

    record Call(String instance, Meta meta) {}

    record Meta(Map<String, List<Thread>> owner) {}

    record Lists(ArrayList<String> names) {}

    @SuppressWarnings("rawtypes")
    record Raw(List names) {}

    record Endless<T>(T value, Endless<List<T>> next) {}

    sealed interface Animal permits Cat, Dog {}

    record Cat(int lives) implements Animal {}

    static final class Dog implements Animal {}

    sealed interface Clash permits Left.Same, Right.Same {}

    interface Left {
        record Same() implements Clash {}
    }

    interface Right {
        record Same() implements Clash {}
    }

    record Strict(int positive) {
        Strict {
            if (positive <= 0) {
                throw new IllegalStateException("must be positive: " + positive);
            }
        }
    }

    @Test
    void whenOrdinaryClassDeepInside_thenPathReasonAndCure() {
        assertThatThrownBy(() -> Codec.of(Call.class))
                .isInstanceOf(CodecException.class)
                .hasMessage("Call.meta.owner: no codec for java.lang.Thread, an ordinary class" + SUPPORTED
                        + "make it a record" + OR_CODEC);
    }

    @Test
    void whenClassItselfIsRefused_thenNoPath() {
        assertThatThrownBy(() -> Codec.of(Number.class))
                .hasMessage(
                        "no codec for java.lang.Number, an abstract class" + SUPPORTED + "make it a record" + OR_CODEC);
        assertThatThrownBy(() -> Codec.of(Runnable.class))
                .hasMessage("no codec for java.lang.Runnable, an interface that is not sealed" + SUPPORTED
                        + "make it sealed, of records" + OR_CODEC);
    }

    @Test
    void whenCollectionClass_thenInterfaceIsTheCure() {
        assertThatThrownBy(() -> Codec.of(Lists.class))
                .hasMessage("Lists.names: no codec for java.util.ArrayList, an ordinary class" + SUPPORTED
                        + "declare it as List, Set or Map" + OR_CODEC);
    }

    @Test
    void whenRawOrVariable_thenArgumentsAreAskedFor() {
        assertThatThrownBy(() -> Codec.of(Raw.class))
                .hasMessage("Raw.names: no codec for java.util.List, used without its type arguments" + SUPPORTED
                        + "write List<...> with them" + OR_CODEC);
        assertThatThrownBy(() -> Codec.of(Pair.class))
                .hasMessageStartingWith("no codec for io.leat.codec.Samples$Pair, used without its type arguments");
        assertThatThrownBy(() -> Codec.of(Samples.typeOf(Pair.class, "first")))
                .isInstanceOf(CodecException.class)
                .hasMessage("nothing says what the type variable A stands for. Cure: use the type with its arguments,"
                        + " or map it to a record before this step");
    }

    @Test
    void whenTypeGrowsForEver_thenRefusedWithoutOverflow() {
        assertThatThrownBy(() -> Codec.of(Samples.typeOf(EndlessUse.class, "value")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("contains itself with ever new arguments");
    }

    record EndlessUse(Endless<String> value) {}

    @Test
    void whenSealedHasAnOrdinaryClass_thenRefused() {
        assertThatThrownBy(() -> Codec.of(Animal.class))
                .hasMessageStartingWith("Animal: no codec for io.leat.codec.CodecRefusalTest$Dog, an ordinary class");
    }

    @Test
    void whenSealedHasEqualSimpleNames_thenRefused() {
        assertThatThrownBy(() -> Codec.of(Clash.class))
                .hasMessage("Clash: the sealed interface Clash has two members named Same, but bytes tell them apart by"
                        + " this name. Cure: rename one");
    }

    @Test
    void whenUntypedValueIsNotData_thenRefusedOnWriteWithItsPath() {
        Codec<Containers> codec = Codec.of(Containers.class);
        Containers value =
                new Containers(null, null, null, null, null, Optional.empty(), Map.of("k", new Thread()), null);
        assertThatThrownBy(() -> codec.encode(value))
                .isInstanceOf(CodecException.class)
                .hasMessage(
                        "Containers.g: no codec for java.lang.Thread in a place declared as Object or ?. Supported"
                                + " there: null, Boolean, numbers, Character, String, Instant, Duration, LocalDate, UUID,"
                                + " byte[], List, Set and Map. Cure: declare the type itself, or map it to a record before this step");
    }

    @Test
    void whenSortedMapHasItsOwnComparator_thenRefusedOnWrite() {
        Codec<SortedMap<String, String>> codec = Samples.codecOf(Sorted.class, "map");
        assertThatThrownBy(() -> codec.encode(new TreeMap<>(String.CASE_INSENSITIVE_ORDER)))
                .isInstanceOf(CodecException.class)
                .hasMessage("a SortedMap with a comparator of its own, java.lang.String$CaseInsensitiveComparator,"
                        + " cannot be stored. Cure: use the natural order of the keys or its reverse, or declare a Map,"
                        + " which keeps the order but not the comparator");
    }

    record Sorted(SortedMap<String, String> map) {}

    @Test
    void whenConstructorRefusesTheValue_thenCodecException() {
        byte[] zero = {1, 0};
        assertThatThrownBy(() -> Codec.of(Strict.class).decode(zero))
                .isInstanceOf(CodecException.class)
                .hasMessage("damaged bytes, up to offset 2: not a Strict (must be positive: 0)")
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenBytesEndInsideARecord_thenThePathIsNamed() {
        byte[] bytes = Codec.of(Samples.Call.class).encode(new Samples.Call("m", null, 300));
        assertThatThrownBy(() -> Codec.of(Samples.Call.class).decode(java.util.Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessage("Call.tokens: the bytes end too early, at offset 6: 1 needed at offset 6, 0 left");
    }

    @Test
    void whenRefusedOnce_thenRefusedAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> Codec.of(Call.class)).isInstanceOf(CodecException.class);
        }
        assertThat(Codec.of(Meta2.class).describe()).isEqualTo("Meta2{owner:any}");
    }

    record Meta2(Object owner) {}
}
