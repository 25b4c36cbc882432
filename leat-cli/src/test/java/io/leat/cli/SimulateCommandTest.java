// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    @Test
    void whenSeedsAreSimulated_thenAllPassAndTheLastLineSaysSo() {
        Outcome outcome = Outcome.of("simulate", "--seeds", "5", "--seed", "7");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out().lines())
                .startsWith("5 simulations from seed 7")
                .anyMatch(line -> line.matches(" +5  end: started again after it"))
                .endsWith("5 passed, 0 failed");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whenNumberOfSeedsIsNegative_thenWrongUsage() {
        Outcome outcome = Outcome.of("simulate", "--seeds", "-1");

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("leat: --seeds -1: give 0 or more");
    }
}
