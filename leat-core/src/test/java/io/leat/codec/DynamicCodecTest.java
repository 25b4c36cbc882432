// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import static io.leat.codec.Samples.roundTrip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.codec.Samples.Call;
import io.leat.codec.Samples.Color;
import java.net.URI;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values of any type, without code or class loading from bytes. */
class DynamicCodecTest {
    private static final Call CALL = new Call("m", Instant.EPOCH, 5);

    static final class Trap {}

    @Test
    void whenWrittenByTheSameCodec_thenReadBack() {
        DynamicCodec codec = Codec.dynamic();
        List<Object> values = Arrays.asList(
                CALL,
                Color.GREEN,
                "text",
                5,
                null,
                List.of(1, "a"),
                Map.of("k", 2.5),
                LocalTime.NOON,
                ZoneId.of("UTC"));
        for (Object value : values) {
            assertThat(roundTrip(codec, value)).isEqualTo(value);
        }
        assertThat(codec.nullable()).isSameAs(codec);
    }

    @Test
    void whenClassIsNotKnown_thenRefusedAndNotLoaded() {
        byte[] bytes = Codec.dynamic().encode(CALL);
        assertThatThrownBy(() -> Codec.dynamic().decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("damaged bytes, up to offset 27: the class io.leat.codec.Samples$Call is not allowed here."
                        + " Cure: if values of this class are expected, call allow(Class) with it first");
    }

    @Test
    void whenClassIsAllowed_thenReadInANewProcess() {
        byte[] bytes = Codec.dynamic().encode(CALL);
        assertThat(Codec.dynamic().allow(Call.class).decode(bytes)).isEqualTo(CALL);
    }

    @Test
    void whenJdkValue_thenReadInANewProcess() {
        for (Object value : List.of(LocalTime.NOON, ZoneId.of("Europe/Berlin"), URI.create("a:b"), 7L, List.of())) {
            byte[] bytes = Codec.dynamic().encode(value);
            assertThat(Codec.dynamic().decode(bytes)).isEqualTo(value);
        }
    }

    @Test
    void whenClassHasNoCodec_thenRefusedOnWriteAndAllow() {
        assertThatThrownBy(() -> Codec.dynamic().encode(new Trap()))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("no codec for io.leat.codec.DynamicCodecTest$Trap, an ordinary class");
        assertThatThrownBy(() -> Codec.dynamic().allow(Trap.class)).isInstanceOf(CodecException.class);
    }
}
