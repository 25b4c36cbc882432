// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The map of longs against a map. */
class LongMapTest {
    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private long key() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> -random.nextInt(10);
            case 2 -> random.nextInt(100) * 10_000L;
            default -> random.nextInt(5) * (1L << 60);
        };
    }

    @Test
    void whenUsedAtRandom_thenLikeAMap() {
        LongMap<String> map = new LongMap<>();
        TreeMap<Long, String> model = new TreeMap<>();
        for (int i = 0; i < 50_000; i++) {
            long key = key();
            assertThat(map.get(key)).as("seed %d, step %d", seed, i).isEqualTo(model.get(key));
            if (random.nextBoolean()) {
                map.put(key, "v" + i);
                model.put(key, "v" + i);
            } else {
                map.remove(key);
                model.remove(key);
            }
        }
        assertThat(map.sortedKeys()).containsExactly(model.keySet().toArray(new Long[0]));
        List<String> values = new ArrayList<>();
        map.forEach(values::add);
        assertThat(values).containsExactlyInAnyOrderElementsOf(model.values());
    }
}
