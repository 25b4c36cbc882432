// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformCommandTest {
    @Test
    void whenAllPass_thenTheLastLineSaysHowMany() {
        Outcome outcome = Outcome.of("conform", "--no-written", "--cases", "20", "--seed", "5", "--parallelism", "2");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out().lines())
                .containsExactly(
                        "0 written cases and 20 random ones from seed 5 on inline, worker", "20 passed, 0 failed");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void whenOnlyWrittenCasesAreWanted_thenTheyAreRun() {
        Outcome outcome = Outcome.of("conform", "--cases", "0", "--host", "inline");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .containsPattern("^[0-9]+ written cases and 0 random ones")
                .endsWith(" passed, 0 failed\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cases -1       | leat: --cases -1: give 0 or more",
                "--host cluster   | leat: --host: no host 'cluster': there are inline, worker",
                "--parallelism 0  | leat: --parallelism 0: give 1 to 128",
                "--cases many     | leat: Invalid value for option '--cases'",
            })
    void whenAskedForWhatIsNotThere_thenWrongUsage(String options, String message) {
        Outcome outcome = Outcome.of(("conform " + options).split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(message);
    }
}
