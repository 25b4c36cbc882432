// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.testkit.host.Host;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Random cases of every kind give what the reference says, whatever the host and the restarts. The seed of the first is
 * {@code -Dleat.seed}, 1 unless given; their number is multiplied by {@code -Dleat.cases}.
 */
class RandomCasesTest {
    private static final int CASES = 10_000;
    private static final int THREADED_EVERY = 8;
    private static final int PARTS = 8;

    @Test
    void whenCasesAreRandom_thenAsDefined() {
        long seed = Long.getLong("leat.seed", 1);
        int cases = CASES * Integer.getInteger("leat.cases", 1);

        int passed = IntStream.range(0, PARTS)
                .parallel()
                .map(part -> passed(seed + (long) part * cases / PARTS, seed + (part + 1L) * cases / PARTS))
                .sum();

        assertThat(passed).isEqualTo(cases);
    }

    /** A case is the same in any part: all about it is in its seed. */
    private static int passed(long from, long to) {
        Conformance kit = new Conformance(Host.all(), Conformance.PARALLELISMS, THREADED_EVERY, failure -> {
            throw failure.asError();
        });
        for (long seed = from; seed < to; seed++) {
            kit.random(seed);
        }
        return kit.passed();
    }
}
