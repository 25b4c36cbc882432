// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job is killed; {@code -Dleat.kills=N} kills it more often, {@code -Dleat.seed=S} at other instants. */
class ChaosCommandTest {
    private static final int KILLS = Integer.getInteger("leat.kills", 30);

    @Test
    void whenAJobIsKilledAgainAndAgain_thenNothingIsLostOrDoubled() {
        long seed = Long.getLong("leat.seed", System.nanoTime() % 1_000_000);

        Outcome outcome = Outcome.of("chaos", "--kills", Integer.toString(KILLS), "--seed", Long.toString(seed));

        System.out.println(outcome.out());
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("killing a job in ")
                .contains(", seed " + seed, "\n" + KILLS + " kills (", "tumbling ", "late ")
                .endsWith("0 lost, 0 doubled\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--kills 0        | leat: --kills 0: give 1 or more",
                "--parallelism 0  | leat: --parallelism 0: give 1 to 128",
                "--kills many     | leat: Invalid value for option '--kills'",
            })
    void whenAskedForWhatMakesNoSense_thenTheOptionIsNamed(String options, String message) {
        Outcome outcome = Outcome.of(("chaos " + options).split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(message);
    }
}
