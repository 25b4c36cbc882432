// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Bytes of older records are read into newer ones; bytes of newer enums and records are refused by older ones. */
@SuppressWarnings({"ArrayRecordComponent", "SameNameButDifferent"}) // Old and New are the same names on purpose
class RecordEvolutionTest {
    static final class Old {
        record Call(String instance, List<Part> parts) {}

        record Part(int size) {}

        enum Level {
            LOW,
            HIGH
        }

        sealed interface Shape permits Dot {}

        record Dot() implements Shape {}
    }

    static final class New {
        record Call(
                String instance,
                List<Part> parts,
                int tokens,
                double cost,
                boolean cached,
                char grade,
                String owner,
                Integer rank,
                Optional<String> note,
                OptionalInt retries,
                List<String> tags,
                Set<String> flags,
                Map<String, String> meta,
                NavigableMap<Integer, Integer> sizes,
                Collection<String> rest,
                byte[] raw) {}

        record Part(int size, long weight) {}

        enum Level {
            MIDDLE,
            HIGH,
            LOW
        }

        sealed interface Shape permits Line, Dot {}

        record Line(int length) implements Shape {}

        record Dot(int size) implements Shape {}
    }

    @Test
    void whenComponentsWereAdded_thenOldBytesGiveDefaults() {
        byte[] bytes = Codec.of(Old.Call.class).encode(new Old.Call("m", List.of(new Old.Part(3))));
        New.Call call = Codec.of(New.Call.class).decode(bytes);
        assertThat(call)
                .isEqualTo(new New.Call(
                        "m",
                        List.of(new New.Part(3, 0)),
                        0,
                        0.0,
                        false,
                        '\0',
                        null,
                        null,
                        Optional.empty(),
                        OptionalInt.empty(),
                        List.of(),
                        Set.of(),
                        Map.of(),
                        java.util.Collections.emptyNavigableMap(),
                        List.of(),
                        null));
    }

    @Test
    void whenComponentsWereRemoved_thenRefused() {
        byte[] bytes = Codec.of(New.Part.class).encode(new New.Part(1, 2));
        assertThatThrownBy(() -> Codec.of(Old.Part.class).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("damaged bytes, up to offset 1: the record Part has 1 components, but 2 were written."
                        + " Components can be added at the end, not removed");
    }

    @Test
    void whenEnumConstantsMoved_thenFoundByName() {
        byte[] bytes = Codec.of(Old.Level.class).encode(Old.Level.LOW);
        assertThat(Codec.of(New.Level.class).decode(bytes)).isEqualTo(New.Level.LOW);
    }

    @Test
    void whenEnumConstantIsUnknown_thenRefused() {
        byte[] bytes = Codec.of(New.Level.class).encode(New.Level.MIDDLE);
        assertThatThrownBy(() -> Codec.of(Old.Level.class).decode(bytes))
                .hasMessage("damaged bytes, up to offset 7: the enum Level has no constant MIDDLE, it has LOW, HIGH");
    }

    @Test
    void whenSealedInterfaceGrows_thenOldMembersAreRead() {
        byte[] bytes = Codec.of(Old.Shape.class).encode(new Old.Dot());
        assertThat(Codec.of(New.Shape.class).decode(bytes)).isEqualTo(new New.Dot(0));
        byte[] line = Codec.of(New.Shape.class).encode(new New.Line(1));
        assertThatThrownBy(() -> Codec.of(Old.Shape.class).decode(line))
                .hasMessage("damaged bytes, up to offset 5: the sealed interface Shape has no member Line, it has Dot");
    }
}
