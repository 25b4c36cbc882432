// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.soak.Trend.Timed;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What counts as flat. */
class TrendTest {
    private static final int SAMPLES = 100;

    private static Trend heap(LongUnaryOperator bytes) {
        List<Timed> samples = LongStream.range(0, SAMPLES)
                .mapToObj(i -> new Timed(i * 1_000, new Sample(0, bytes.applyAsLong(i), 0, 0, 0, 0)))
                .toList();
        return Trend.of("heap bytes", samples, Sample::heapBytes, 1_000);
    }

    @Test
    void whenItStaysTheSame_thenItIsFlat() {
        Trend trend = heap(i -> 50_000);

        assertThat(trend.isFlat()).isTrue();
        assertThat(trend.growth()).isZero();
        assertThat(trend.allowed()).isEqualTo(6_000);
    }

    @Test
    void whenItLeaks_thenItGrows() {
        Trend trend = heap(i -> 50_000 + 100 * i);

        assertThat(trend.isFlat()).isFalse();
        assertThat(trend.growth()).isEqualTo(9_900);
        assertThat(trend.line()).endsWith("  GROWS");
    }

    @Test
    void whenItGoesUpAndDown_thenItIsFlat() {
        assertThat(heap(i -> 50_000 + 2_000 * (i % 10)).isFlat()).isTrue();
    }

    @Test
    void whenItGoesUpAndDownAndLeaks_thenItGrows() {
        assertThat(heap(i -> 50_000 + 2_000 * (i % 10) + 150 * i).isFlat()).isFalse();
    }

    @Test
    void whenTheLastSampleIsFarOff_thenItIsFlat() {
        assertThat(heap(i -> i == SAMPLES - 1 ? 5_000_000 : 50_000).isFlat()).isTrue();
    }

    @Test
    void whenASampleIsPrinted_thenItCanBeRead() {
        Sample sample = new Sample(1, 2, 3, 4, 5, 6);

        assertThat(Sample.isLine(sample.line())).isTrue();
        assertThat(Sample.parse(sample.line())).isEqualTo(sample);
        assertThat(Sample.isLine(sample.line().substring(0, 12))).isFalse();
    }
}
