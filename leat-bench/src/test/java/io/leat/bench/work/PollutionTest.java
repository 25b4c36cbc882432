// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollutionTest {
    @Test
    void whenItRuns_thenItsPipelinesGiveResultsAndNothingFails() throws InterruptedException {
        assertThat(Pollution.run(1, 10_000)).isGreaterThan(10_000);
    }
}
