// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leat.codec.BinaryWriter;
import io.leat.codec.CodecException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldTest {
    private final BinaryWriter out = new BinaryWriter();
    private final ChangeWriter writer = new ChangeWriter(out);
    private final BinaryWriter key = new BinaryWriter();
    private final BinaryWriter value = new BinaryWriter();

    private record Place(int kind, long namespace, String key) {}

    /** Operations on few keys and on many, of lengths around those that are hashed at once, and what they make of a map. */
    private byte[] operations(Random random, Map<Place, String> map) {
        out.reset();
        int keys = 1 + random.nextInt(20_000);
        for (int i = random.nextInt(8_000); i > 0; i--) {
            int kind = random.nextInt(3);
            long namespace = random.nextInt(3) * Long.MAX_VALUE / 2;
            Place place = new Place(kind, namespace, "x".repeat(random.nextInt(20)) + random.nextInt(keys));
            text(key, place.key);
            int what = random.nextInt(1_000);
            if (what == 0) {
                writer.clear(kind, namespace);
                map.keySet().removeIf(other -> other.kind == kind && other.namespace == namespace);
            } else if (what < 300) {
                writer.remove(kind, namespace, key);
                map.remove(place);
            } else {
                map.put(place, "v" + i);
                text(value, "v" + i);
                writer.put(kind, namespace, key, value);
            }
        }
        return out.toByteArray();
    }

    private static void text(BinaryWriter out, String text) {
        out.reset();
        out.writeString(text);
    }

    private static Map<Place, String> read(Fold fold, int runBytes) throws IOException {
        Map<Place, String> map = new HashMap<>();
        fold.visit(
                (bytes, offset, length) -> {
                    ChangeReader in = new ChangeReader(bytes, offset, length);
                    while (in.next()) {
                        assertThat(in.what()).isEqualTo(ChangeWriter.PUT);
                        String key = new String(bytes, in.keyAt() + 1, in.keyLength() - 1, StandardCharsets.US_ASCII);
                        String value =
                                new String(bytes, in.valueAt() + 1, in.valueLength() - 1, StandardCharsets.US_ASCII);
                        assertThat(map.put(new Place(in.kind(), in.namespace(), key), value))
                                .isNull();
                    }
                },
                runBytes);
        return map;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 1 << 20})
    void whenOperationsAreFolded_thenWhatAMapWouldHaveIsLeft(int runBytes) throws IOException {
        Fold fold = new Fold();
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            Map<Place, String> map = new HashMap<>();
            fold.clear();
            for (int run = 0; run < 4; run++) {
                byte[] operations = operations(random, map);
                fold.apply(operations, 0, operations.length);
            }
            assertThat(read(fold, runBytes)).as("seed " + seed).isEqualTo(map);
            assertThat(fold.size()).isEqualTo(map.size());
            assertThat(fold.size(1))
                    .isEqualTo(map.keySet().stream()
                            .filter(place -> place.kind == 1)
                            .count());
        }
    }

    @Test
    void whenBytesAreAnything_thenTheyAreOperationsOrRefused() {
        Random random = new Random(1);
        byte[] operations = operations(random, new HashMap<>());
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = Arrays.copyOf(operations, random.nextInt(Math.min(400, operations.length)));
            for (int flips = random.nextInt(4); flips > 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                new Fold().apply(damaged, 0, damaged.length);
            } catch (CodecException e) {
                assertThat(e).hasMessageStartingWith("damaged operations, up to offset ");
            }
        }
        for (byte[] none : new byte[][] {{3}, {-4}, {0}, {0, 0, 1}, {0, 0, -1, -1, -1, -1, 127}, {2, -1}}) {
            assertThatExceptionOfType(CodecException.class).isThrownBy(() -> new Fold().apply(none, 0, none.length));
        }
    }
}
