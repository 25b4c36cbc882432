// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.port.Entry;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table against a map, and the division of keys into groups. */
class HeapTableTest {
    private static final int STEPS = 20_000;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** A number. */
    private static final class Box extends Entry {
        final int number;

        Box(int number) {
            this.number = number;
        }
    }

    private record Place(String key, long namespace) {}

    /** Few hashes, so that keys collide. */
    private static int hash(String key) {
        return key.length() * 7 + key.charAt(0) % 3;
    }

    private Place randomPlace() {
        return new Place("k".repeat(1 + random.nextInt(3)) + random.nextInt(60), random.nextInt(5) - 2);
    }

    private static Integer find(HeapTable<String, Box> table, Place place) {
        Box box = table.forUpdate(place.key(), hash(place.key()), place.namespace());
        return box == null ? null : box.number;
    }

    @Test
    void whenUsedAtRandom_thenLikeAMap() {
        HeapTable<String, Box> table = new HeapTable<>(KeyGroups.Range.ALL);
        Map<Place, Integer> model = new HashMap<>();
        for (int i = 0; i < STEPS; i++) {
            Place place = randomPlace();
            assertThat(find(table, place)).as("seed %d, step %d", seed, i).isEqualTo(model.get(place));
            if (random.nextInt(3) == 0) {
                table.remove(place.key(), hash(place.key()), place.namespace());
                model.remove(place);
            } else if (!model.containsKey(place)) {
                table.insert(place.key(), hash(place.key()), place.namespace(), new Box(i));
                model.put(place, i);
            }
            assertThat(table.size()).isEqualTo(model.size());
        }
        assertThat(contents(table)).isEqualTo(model);
        assertThat(contents(copy(table))).isEqualTo(model);
        table.clear();
        assertThat(table.size()).isZero();
        assertThat(contents(table)).isEmpty();
    }

    private static Map<Place, Integer> contents(HeapTable<String, Box> table) {
        Map<Place, Integer> contents = new HashMap<>();
        table.forEach((namespace, box) -> contents.put(new Place((String) box.key(), namespace), box.number));
        return contents;
    }

    private static HeapTable<String, Box> copy(HeapTable<String, Box> table) {
        HeapTable<String, Box> copy = new HeapTable<>(KeyGroups.Range.ALL);
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            table.forEach(
                    group,
                    (namespace, box) -> copy.restore((String) box.key(), box.hash(), namespace, new Box(box.number)));
        }
        return copy;
    }

    @Test
    void whenEntriesAreRemovedDuringASweep_thenEachIsVisitedOnce() {
        HeapTable<String, Box> table = new HeapTable<>(KeyGroups.Range.ALL);
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String key = "k" + i;
            keys.add(key);
            table.insert(key, hash(key), 7, new Box(i));
        }
        Set<String> visited = new HashSet<>();
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            table.sweepKeys(7, group, (key, hash) -> {
                assertThat(visited.add(key)).isTrue();
                table.remove(key, hash, 7);
            });
        }
        assertThat(visited).isEqualTo(keys);
        assertThat(table.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 16, 100, 127, 128})
    void whenGroupsAreDivided_thenEachHasOneOwnerWhoseRangeHoldsIt(int workers) {
        for (int group = 0; group < KeyGroups.COUNT; group++) {
            int owner = KeyGroups.owner(group, workers);
            for (int worker = 0; worker < workers; worker++) {
                assertThat(KeyGroups.Range.of(worker, workers).contains(group)).isEqualTo(worker == owner);
            }
        }
        int sum = 0;
        for (int worker = 0; worker < workers; worker++) {
            sum += KeyGroups.Range.of(worker, workers).size();
        }
        assertThat(sum).isEqualTo(KeyGroups.COUNT);
    }

    @Test
    void whenHashesAreMixed_thenGroupsAreUsedEvenly() {
        int[] counts = new int[KeyGroups.COUNT];
        for (int i = 0; i < 128_000; i++) {
            assertThat(KeyGroups.mix(i)).isNotNegative();
            counts[KeyGroups.of(i)]++;
        }
        assertThat(Arrays.stream(counts)).allMatch(n -> n > 800 && n < 1_200);
    }
}
