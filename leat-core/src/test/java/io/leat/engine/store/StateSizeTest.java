// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The size of a state against what its entries take, which is known here. */
class StateSizeTest {
    /** What a key takes: its hash, and eight letters behind two bytes. */
    private static final int KEY = 4 + 2 + 8;

    private final Blobs blobs = new Blobs();

    /** So many bytes. */
    private static final class Blob extends Entry {
        final int length;

        Blob(int length) {
            this.length = length;
        }
    }

    /** Counts what it has written. */
    private static final class Blobs implements StateCodec<Blob> {
        private int written;

        @Override
        public void write(Blob blob, BinaryWriter out) {
            written++;
            for (int i = 0; i < blob.length; i++) {
                out.writeByte(0);
            }
        }

        @Override
        public Blob read(BinaryReader in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String describe() {
            return "blob";
        }
    }

    private static HeapState<String, Blob> state(KeyGroups.Range groups, Supplier<StateCodec<Blob>> codec) {
        return new HeapState.Maker<>(groups, Codec.of(String.class)).make(codec, false);
    }

    private HeapState<String, Blob> state() {
        return state(KeyGroups.Range.ALL, () -> blobs);
    }

    /** Puts a blob where it belongs; nowhere if its key is not of these groups. Returns how many bytes that takes. */
    private static long put(
            HeapState<String, Blob> state, KeyGroups.Range groups, int key, long namespace, int length) {
        String name = String.format("%08d", key);
        int hash = Codec.of(String.class).hash(name);
        if (!groups.contains(KeyGroups.of(hash))) {
            return 0;
        }
        state.table().insert(name, hash, namespace, new Blob(length));
        return (long) KEY + length;
    }

    private static long put(HeapState<String, Blob> state, int key, long namespace, int length) {
        return put(state, KeyGroups.Range.ALL, key, namespace, length);
    }

    @Test
    void whenNothingIsKept_thenNone() {
        assertThat(state().bytes()).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 256})
    void whenEntriesAreFew_thenExact(int entries) {
        HeapState<String, Blob> state = state();
        long expected = 0;
        for (int i = 0; i < entries; i++) {
            expected += put(state, i, i % 3, 7 * i);
        }
        assertThat(state.bytes()).hasValue(expected);
    }

    @Test
    void whenAllAreOfOneSize_thenExact() {
        HeapState<String, Blob> state = state();
        for (int i = 0; i < 1_000; i++) {
            put(state, i, 0, 100);
        }
        assertThat(state.bytes()).hasValue(1_000 * (KEY + 100));
        assertThat(blobs.written).as("entries that were written for it").isBetween(128, 256);
    }

    /** Windows of which the earlier have more in them, as of a worker that has some of the keys. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 40, 700})
    void whenNamespacesDiffer_thenAllCount(int namespaces) {
        KeyGroups.Range some = new KeyGroups.Range(40, 80);
        HeapState<String, Blob> state = state(some, () -> blobs);
        long expected = 0;
        for (int key = 0; key < 30_000; key++) {
            int namespace = key % namespaces;
            expected += put(state, some, key, namespace, 10 + 600 * (namespaces - namespace) / namespaces);
        }
        assertThat(state.bytes().getAsLong()).isCloseTo(expected, withinPercentage(3));
    }

    @Test
    void whenSizesDifferByKey_thenAboutRight() {
        HeapState<String, Blob> state = state();
        long expected = 0;
        for (int key = 0; key < 20_000; key++) {
            expected += put(state, key, 0, key % 1_000);
        }
        assertThat(state.bytes().getAsLong()).isCloseTo(expected, withinPercentage(10));
    }

    @Test
    void whenEntriesAreLarge_thenFewAreWritten() {
        HeapState<String, Blob> state = state();
        long expected = 0;
        for (int key = 0; key < 1_000; key++) {
            expected += put(state, key, key % 10, 100_000);
        }
        assertThat(state.bytes()).hasValue(expected);
        assertThat(blobs.written).isEqualTo(11);
    }

    @Test
    void whenThereIsNoCodec_thenUnknown() {
        HeapState<String, Blob> state = state(KeyGroups.Range.ALL, () -> {
            throw new CodecException("blobs have none");
        });
        put(state, 1, 0, 1);
        assertThat(state.bytes()).isEmpty();
    }
}
