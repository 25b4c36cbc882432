// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The set of timers against a set of the library. */
class TimerSetTest {
    private static final int STEPS = 30_000;

    private final long seed = Long.getLong("leat.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TimerSet<String> set = new TimerSet<>();
    private final Set<Mark> model = new HashSet<>();

    private record Mark(String key, long namespace, long time) {
        int hash() {
            return key.charAt(0); // many keys have the same
        }
    }

    private Mark randomMark() {
        return new Mark(random.nextInt(3) + "/" + random.nextInt(20), random.nextInt(3), random.nextInt(10));
    }

    @Test
    void whenUsedAtRandom_thenLikeASet() {
        for (int i = 0; i < STEPS; i++) {
            Mark mark = randomMark();
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    boolean fresh = set.add(mark.key, mark.hash(), mark.namespace, mark.time, i) != null;
                    assertThat(fresh).as("seed %d, step %d", seed, i).isEqualTo(model.add(mark));
                }
                case 2, 3 -> {
                    boolean was = set.remove(mark.key, mark.hash(), mark.namespace, mark.time) != null;
                    assertThat(was).as("seed %d, step %d", seed, i).isEqualTo(model.remove(mark));
                }
                default -> {
                    boolean here = set.find(mark.key, mark.hash(), mark.namespace, mark.time) != null;
                    assertThat(here).as("seed %d, step %d", seed, i).isEqualTo(model.contains(mark));
                }
            }
            assertThat(set.size()).isEqualTo(model.size());
        }
        assertThat(contents()).isEqualTo(model);
        set.removeIf(timer -> timer.time % 2 == 0);
        model.removeIf(mark -> mark.time % 2 == 0);
        assertThat(contents()).as("seed %d", seed).isEqualTo(model);
        assertThat(set.size()).isEqualTo(model.size());
    }

    private Set<Mark> contents() {
        Set<Mark> contents = new HashSet<>();
        set.forEach(timer -> contents.add(new Mark(timer.key, timer.namespace, timer.time)));
        return contents;
    }
}
