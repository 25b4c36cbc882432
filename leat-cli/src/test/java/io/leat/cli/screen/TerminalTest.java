// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
    @Test
    void whenTheEnvironmentTellsTheSize_thenItWins() {
        assertThat(Terminal.size(Map.of("COLUMNS", "70"), "24 132\n")).isEqualTo(new Terminal.Size(70, 24));
    }

    @Test
    void whenOnlyTheTerminalTells_thenItsWordCounts() {
        assertThat(Terminal.size(Map.of(), "24 132\n")).isEqualTo(new Terminal.Size(132, 24));
    }

    @Test
    void whenNobodyTells_thenTheUsualSizeIsTaken() {
        assertThat(Terminal.size(Map.of("COLUMNS", "wide"), "0 0")).isEqualTo(new Terminal.Size(100, 30));
        assertThat(Terminal.size(Map.of(), "")).isEqualTo(new Terminal.Size(100, 30));
    }
}
