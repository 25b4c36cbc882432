// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate.store;

import io.leat.testkit.machine.Story;
import org.junit.jupiter.api.Test;

/** The first seed is set by {@code -Dleat.seed}, 1 unless given; their number is multiplied by {@code -Dleat.cases}. */
class LogSimulationTest {
    private static final int SEEDS = 1_000;

    @Test
    void whenProcessesEndAnywhere_thenTheLogHoldsWhatWasAcknowledged() {
        long first = Long.getLong("leat.seed", 1);
        long count = SEEDS * Long.getLong("leat.cases", 1);
        for (long seed = first; seed < first + count; seed++) {
            Story story = new Story();
            try {
                new LogSimulation(seed, story).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage() + story, e);
            }
        }
    }
}
