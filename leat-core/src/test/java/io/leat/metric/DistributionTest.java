// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static Distribution of(long... micros) {
        long[] counts = new long[Cells.COUNT];
        Arrays.stream(micros).forEach(m -> counts[Cells.of(m)]++);
        return Distribution.of(counts);
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(1_000 * micros);
    }

    @Test
    void whenNothingWasMeasured_thenPercentilesAreZero() {
        assertThat(Distribution.NONE.percentile(99)).isEqualTo(Duration.ZERO);
        assertThat(Distribution.NONE.count()).isZero();
        assertThat(Distribution.NONE.plus(of(5)).percentile(50)).isEqualTo(micros(5));
    }

    @Test
    void whenRandomDurations_thenPercentilesAreThoseOfTheSortedOnesUpToAHundredTwentyEighth() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            long[] durations = new long[1 + random.nextInt(500)];
            Arrays.setAll(durations, i -> (long) Math.exp(random.nextDouble() * 28));
            Distribution distribution = of(durations);
            Arrays.sort(durations);
            double percent = Math.nextUp(random.nextDouble()) * 100;
            long exact = durations[(int) Math.ceil(durations.length * percent / 100) - 1];
            assertThat(distribution.percentile(percent))
                    .isGreaterThanOrEqualTo(micros(exact))
                    .isLessThanOrEqualTo(micros(exact + exact / 128));
        }
    }

    @Test
    void whenEarlierStateIsTakenAway_thenWhatCameSinceIsLeft() {
        Distribution before = of(1, 2);
        assertThat(before.plus(of(900, 901)).since(before).percentile(50)).isBetween(micros(900), micros(908));
        assertThat(before.since(Distribution.NONE).count()).isEqualTo(2);
    }

    @Test
    void whenPercentileIsNone_thenThatIsSaid() {
        assertThatThrownBy(() -> of(1).percentile(0)).hasMessage("percentile 0.0: give a number above 0, at most 100");
        assertThatThrownBy(() -> of(1).percentile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenCountsAreTheSame_thenDistributionsAre() {
        assertThat(of(3).since(of(3))).isEqualTo(Distribution.NONE).hasSameHashCodeAs(Distribution.NONE);
        assertThat(of(3))
                .isEqualTo(of(3))
                .isNotEqualTo(of(4))
                .hasToString("1, half of them within PT0.000003S, 99 % within PT0.000003S");
        assertThat(Distribution.NONE).hasToString("none");
    }
}
