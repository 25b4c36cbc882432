// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.bench.work.Run;
import org.junit.jupiter.api.Test;

class CostTest {
    @Test
    void whenResultsAreHalved_thenTellsEventsAndResultsApart() {
        Run full = new Run(1_000, 1, 1, 2 * 1_000 + 100 * 40, 40, 0);
        Run half = new Run(1_000, 1, 1, 2 * 1_000 + 100 * 20, 20, 0);

        assertThat(Cost.of(full, half)).isEqualTo(new Cost(2, 100));
    }

    @Test
    void whenThereAreNoWindows_thenAllIsOfTheEvents() {
        Run run = new Run(1_000, 1, 1, 3_000, 900, 0);

        assertThat(Cost.of(run, run)).isEqualTo(new Cost(3, 0));
    }
}
