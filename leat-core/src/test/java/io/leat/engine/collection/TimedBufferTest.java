// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The buffer against a sorted list. */
class TimedBufferTest {
    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private record Timed(Object value, long time) {}

    private static List<Timed> contents(TimedBuffer buffer) {
        List<Timed> all = new ArrayList<>();
        for (int i = buffer.begin(); i < buffer.end(); i++) {
            all.add(new Timed(buffer.value(i), buffer.time(i)));
        }
        return all;
    }

    @Test
    void whenUsedAtRandom_thenLikeAListSortedByTimeThenArrival() {
        TimedBuffer buffer = new TimedBuffer();
        List<Timed> model = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            long time = random.nextInt(40) + i / 100L;
            if (random.nextInt(10) == 0) {
                buffer.dropUpTo(time - 30);
                model.removeIf(t -> t.time() <= time - 30);
            } else if (random.nextInt(10) == 0 && !model.isEmpty()) {
                assertThat(buffer.firstTime()).isEqualTo(model.get(0).time());
                assertThat(buffer.poll()).isEqualTo(model.remove(0).value());
            } else {
                buffer.add("v" + i, time);
                model.add(new Timed("v" + i, time));
                model.sort(Comparator.comparingLong(Timed::time));
            }
            assertThat(contents(buffer)).as("seed %d, step %d", seed, i).isEqualTo(model);
            assertThat(buffer.isEmpty()).isEqualTo(model.isEmpty());
            long asked = time - random.nextInt(20);
            assertThat(buffer.from(asked) - buffer.begin()).isEqualTo((int)
                    model.stream().filter(t -> t.time() < asked).count());
        }
    }

    @Test
    void whenWrittenAndRead_thenTheSame() {
        TimedBuffer buffer = new TimedBuffer();
        buffer.add("b", 5);
        buffer.add("a", 5);
        buffer.add(null, -3);
        BinaryWriter out = new BinaryWriter();
        buffer.write(out, Codec.dynamic().nullable());
        TimedBuffer copy = new TimedBuffer();
        copy.read(new BinaryReader(out.toByteArray()), Codec.dynamic().nullable());
        assertThat(contents(copy))
                .isEqualTo(contents(buffer))
                .extracting(Timed::value)
                .containsExactly(null, "b", "a");
    }
}
