// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class StoredEntryTest {
    private static final StoredEntry.Serializer<Counter> SERIALIZER = new StoredEntry.Serializer<>();
    private static final StateCodec<Counter> CODEC = new StateCodec<>() {
        @Override
        public void write(Counter entry, BinaryWriter out) {
            out.writeLong(entry.count);
        }

        @Override
        public Counter read(BinaryReader in) {
            return new Counter(in.readLong());
        }

        @Override
        public String describe() {
            return "counter[count:long]";
        }
    };

    private static final class Counter extends Entry {
        long count;

        Counter(long count) {
            this.count = count;
        }
    }

    @Test
    void whenCopyIsChanged_thenTheOldEntryIsAsItWas() throws IOException {
        StoredEntry<Counter> snapshots = StoredEntry.of(new Counter(1), CODEC);

        SERIALIZER.copy(snapshots).live(CODEC).count = 2;

        assertThat(written(snapshots).live(CODEC).count).isEqualTo(1);
    }

    @Test
    void whenCopyIsMadeOfBytesAndChanged_thenTheOldEntryIsAsItWas() throws IOException {
        StoredEntry<Counter> snapshots = written(StoredEntry.of(new Counter(1), CODEC));

        SERIALIZER.copy(snapshots).live(CODEC).count = 2;

        assertThat(written(snapshots).live(CODEC).count).isEqualTo(1);
    }

    @Test
    void whenEntryIsChangedInPlace_thenItIsWrittenAsItIsNow() throws IOException {
        StoredEntry<Counter> stored = written(StoredEntry.of(new Counter(1), CODEC));

        stored.live(CODEC).count = 2;

        assertThat(written(stored).live(CODEC).count).isEqualTo(2);
    }

    /** Returns what is read from what is written. */
    private static StoredEntry<Counter> written(StoredEntry<Counter> entry) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        SERIALIZER.serialize(entry, out);
        return SERIALIZER.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }
}
