// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.store.KeyGroups;
import java.io.IOException;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class StableKeyTest {
    private enum Side {
        LEFT
    }

    private record Place(String city, int number) {}

    @Test
    void whenKeyIsShipped_thenItIsTheSameInTheSameKeyGroup() throws IOException {
        DynamicCodec codec = Codec.dynamic();
        for (Object value : List.of("a key", "", 42L, Side.LEFT, new Place("Kathmandu", 7))) {
            StableKey key = key(value, codec);

            StableKey shipped = shipped(key);

            assertThat(shipped).isEqualTo(key).hasSameHashCodeAs(key);
            assertThat(shipped.value(cast(codec))).isEqualTo(value);
            assertThat(KeyGroupRangeAssignment.assignToKeyGroup(shipped, KeyGroups.COUNT))
                    .isEqualTo(KeyGroups.of(codec.hash(value)));
        }
    }

    @Test
    void whenKeysDiffer_thenTheyAreNotEqual() {
        DynamicCodec codec = Codec.dynamic();
        assertThat(key("Aa", codec)).isNotEqualTo(key("BB", codec)).hasSameHashCodeAs(key("BB", codec));
        assertThat(key("", codec)).isNotEqualTo(StableKey.of(null, 0, cast(codec)));
    }

    @Test
    void whenAllEventsHaveOneKey_thenItIsNull() throws IOException {
        Codec<Object> codec = cast(Codec.dynamic());
        StableKey shipped = shipped(StableKey.of(null, 0, codec));
        assertThat(shipped).isEqualTo(StableKey.of(null, 0, codec));
        assertThat(shipped.value(codec)).isNull();
    }

    private static StableKey key(Object value, DynamicCodec codec) {
        return StableKey.of(value, codec.hash(value), cast(codec));
    }

    @SuppressWarnings("unchecked") // it writes any value
    private static Codec<Object> cast(DynamicCodec codec) {
        return (Codec<Object>) (Codec<?>) codec;
    }

    private static StableKey shipped(StableKey key) throws IOException {
        StableKey.Serializer serializer = new StableKey.Serializer();
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(key, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
