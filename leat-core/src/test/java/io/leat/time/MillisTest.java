// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Arithmetic that saturates, and the clock of tests. */
class MillisTest {
    private static final List<Long> EDGES =
            List.of(Long.MIN_VALUE, Long.MIN_VALUE + 1, -5L, -1L, 0L, 1L, 5L, Long.MAX_VALUE - 1, Long.MAX_VALUE);

    private static long clamped(BigInteger exact) {
        return exact.max(BigInteger.valueOf(Long.MIN_VALUE))
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    @Test
    @DisplayName("All watermark arithmetic saturates at Long.MIN_VALUE and MAX_VALUE")
    void whenASumDoesNotFit_thenTheNearestEnd() {
        for (long a : EDGES) {
            for (long b : EDGES) {
                BigInteger x = BigInteger.valueOf(a);
                BigInteger y = BigInteger.valueOf(b);
                assertThat(Millis.plus(a, b)).as("%d + %d", a, b).isEqualTo(clamped(x.add(y)));
                assertThat(Millis.minus(a, b)).as("%d - %d", a, b).isEqualTo(clamped(x.subtract(y)));
            }
        }
    }

    @Test
    void whenATimeIsShown_thenInWordsAtTheEnds() {
        assertThat(Millis.text(Long.MIN_VALUE)).isEqualTo("-");
        assertThat(Millis.text(Long.MAX_VALUE)).isEqualTo("end");
        assertThat(Millis.text(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void whenTheManualClockIsMoved_thenItStaysThere() {
        ManualClock clock = ManualClock.at(Instant.EPOCH);
        assertThat(clock.advance(Duration.ofSeconds(2))).isEqualTo(Instant.ofEpochSecond(2));
        assertThat(clock.millis()).isEqualTo(2_000);
        clock.advance(Duration.ofSeconds(-1));
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(1));
        clock.set(Instant.MAX);
        assertThat(clock.instant()).isEqualTo(Instant.MAX);
    }
}
