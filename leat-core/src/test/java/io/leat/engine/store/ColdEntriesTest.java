// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.store.scratch.Scratch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The index against maps of the library. */
class ColdEntriesTest {
    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ColdEntries entries = new ColdEntries();

    /** What is there: by address, its hash. */
    private final Map<Long, Integer> model = new HashMap<>();

    private final List<Long> addresses = new ArrayList<>();
    private long next = 1;

    private void add(int mixed) {
        long address = next;
        next += 1 + random.nextInt(100);
        entries.add(mixed, address);
        model.put(address, mixed);
        addresses.add(address);
    }

    private long randomAddress() {
        return addresses.get(random.nextInt(addresses.size()));
    }

    private void remove() {
        int index = random.nextInt(addresses.size());
        long address = addresses.get(index);
        addresses.set(index, addresses.get(addresses.size() - 1));
        addresses.remove(addresses.size() - 1);
        entries.remove(model.remove(address), address);
    }

    private void move() {
        int index = random.nextInt(addresses.size());
        long from = addresses.get(index);
        int mixed = model.remove(from);
        long to = next++;
        entries.move(mixed, from, to);
        addresses.set(index, to);
        model.put(to, mixed);
    }

    private Set<Long> found(int mixed) {
        Set<Long> found = new HashSet<>();
        for (long address = entries.find(mixed, 0); address != 0; address = entries.find(mixed, address)) {
            assertThat(found.add(address)).isTrue();
        }
        return found;
    }

    /** Of few hashes, so that many are alike; of more than fit into one table, so that there are halves; of all. */
    @ParameterizedTest
    @ValueSource(ints = {5, 3_000, Integer.MAX_VALUE})
    void whenUsedAtRandom_thenLikeAMap(int hashes) {
        int most = hashes == 5 ? 400 : 60_000;
        for (int step = 0; step < 6 * most; step++) {
            boolean grows = step < 2 * most || step > 4 * most;
            if (addresses.isEmpty() || random.nextInt(10) < (grows ? 7 : 3)) {
                add(random.nextInt(hashes) * (Integer.MAX_VALUE / hashes) & -KeyGroups.COUNT);
            } else if (random.nextInt(4) == 0) {
                move();
            } else {
                remove();
            }
            assertThat(entries.size()).isEqualTo(model.size());
            if (step % 97 == 0 && !addresses.isEmpty()) {
                long address = randomAddress();
                assertThat(found(model.get(address))).as("seed %d", seed).contains(address);
                assertThat(entries.has(model.get(address), address)).isTrue();
                assertThat(entries.has(model.get(address), next)).isFalse();
            }
        }
        assertThat(entries.sorted())
                .as("seed %d", seed)
                .isEqualTo(LongStream.of(addresses.stream().mapToLong(a -> a).toArray())
                        .sorted()
                        .toArray());
        Map<Integer, Set<Long>> byHash = new HashMap<>();
        model.forEach((address, mixed) ->
                byHash.computeIfAbsent(mixed, hash -> new HashSet<>()).add(address));
        byHash.forEach(
                (mixed, there) -> assertThat(found(mixed)).as("seed %d", seed).isEqualTo(there));
        while (!addresses.isEmpty()) {
            remove();
        }
        assertThat(entries.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, Integer.MAX_VALUE})
    void whenHashAndAddressAreExtreme_thenBothAreKept(int mixed) {
        long largest = (1L << Scratch.ADDRESS_BITS) - 1;
        entries.add(mixed, largest);
        assertThat(entries.find(mixed, 0)).isEqualTo(largest);
        assertThat(entries.find(mixed, largest)).isZero();
        assertThatThrownBy(() -> entries.remove(mixed, 1)).isInstanceOf(IllegalStateException.class);
    }
}
