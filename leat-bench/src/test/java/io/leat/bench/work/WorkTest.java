// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The two sides of each work do the same: otherwise a ratio of them says nothing. */
class WorkTest {
    static Stream<Work> works() {
        return Stream.of(
                new FilterMapSink(),
                Tumbling.over("few keys", Ring.of(10, 8, 4)),
                Tumbling.over("many keys", Ring.of(5_000, 2, 4)),
                Sliding.over("sliding", Ring.of(10, 8, 1)));
    }

    @ParameterizedTest
    @MethodSource("works")
    void whenBothSidesRun_thenSameResults(Work work) throws InterruptedException {
        Run leat = work.leat(100_003);
        Run hand = work.hand(100_003);

        assertThat(leat.results()).isPositive().isEqualTo(hand.results());
        assertThat(leat.checksum()).isEqualTo(hand.checksum());
    }

    @ParameterizedTest
    @MethodSource("works")
    void whenAnEventIsMissing_thenNotTheSameResults(Work work) throws InterruptedException {
        assertThat(work.leat(50_000).agreesWith(work.hand(49_990))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("works")
    void whenWindowsAreTwiceAsLong_thenHalfTheResultsAndStillTheSame(Work work) throws InterruptedException {
        Work half = work.withHalfTheResults();
        Run leat = half.leat(200_000);

        assertThat(leat.agreesWith(half.hand(200_000))).isTrue();
        if (work.windowed()) {
            assertThat(leat.results()).isLessThan(work.hand(200_000).results());
        }
    }
}
