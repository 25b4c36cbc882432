// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakCommandTest {
    @Test
    void whenAJobRunsForAWhileAndIsKilled_thenWhatItUsesIsFlatAndEachEventIsCountedOnce() {
        Outcome outcome = Outcome.of("soak", "--minutes", "0.15");

        System.out.println(outcome.out());
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isZero();
        assertThat(outcome.out())
                .startsWith("running a job in ")
                .contains("; 4 kills, ", "heap bytes ", "open handles ", "threads ", "directory bytes ")
                .containsPattern("\n[0-9,]+ events in [0-9,]+ epochs, each counted once\n")
                .endsWith("flat\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--minutes 0      | leat: --minutes 0.0: give 0.1 to 10000",
                "--minutes NaN    | leat: --minutes NaN: give 0.1 to 10000",
                "--parallelism 0  | leat: --parallelism 0: give 1 to 128",
            })
    void whenAskedForWhatMakesNoSense_thenTheOptionIsNamed(String options, String message) {
        Outcome outcome = Outcome.of(("soak " + options).split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith(message);
    }
}
