// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.port.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The queue against one of the library. */
class EntryQueueTest {
    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private static final class Box extends Entry {}

    private record Place(Entry entry, long namespace) {}

    @Test
    void whenUsedAtRandom_thenFirstInFirstOut() {
        EntryQueue queue = new EntryQueue();
        Deque<Place> model = new ArrayDeque<>();
        for (int round = 0; round < 40; round++) {
            for (int n = random.nextInt(3_000); n > 0; n--) {
                Place place = new Place(new Box(), n);
                queue.add(place.entry, place.namespace);
                model.add(place);
            }
            for (int n = round % 5 == 0 ? model.size() : random.nextInt(model.size() + 1); n > 0; n--) {
                assertThat(new Place(queue.entry(), queue.namespace()))
                        .as("seed %d", seed)
                        .isEqualTo(model.remove());
                queue.remove();
            }
            assertThat(queue.size()).isEqualTo(model.size());
        }
    }
}
