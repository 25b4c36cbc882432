// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PausesTest {
    private final Pauses pauses = new Pauses();

    @Test
    void whenItFailsAtOnce_thenPausesDoubleUpToAMinute() {
        assertThat(Stream.generate(() -> pauses.after(ZERO)).limit(8).map(Duration::toSeconds))
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
    }

    @Test
    void whenItHasRunForAMinute_thenTheyBeginAnew() {
        pauses.after(ZERO);
        pauses.after(ofSeconds(59));
        assertThat(pauses.after(ZERO)).isEqualTo(ofSeconds(4));

        assertThat(pauses.after(ofMinutes(1))).isEqualTo(ofSeconds(1));
        assertThat(pauses.after(ZERO)).isEqualTo(ofSeconds(2));
    }
}
