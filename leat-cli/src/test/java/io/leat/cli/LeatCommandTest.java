// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeatCommandTest {
    @Test
    void whenAskedForHelp_thenSubcommandsAreListed() {
        Outcome outcome = Outcome.of("--help");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("demo", "run", "inspect", "conform", "--version");
    }

    @Test
    void whenAskedForTheVersion_thenItIsPrinted() {
        assertThat(Outcome.of("--version").out()).startsWith("leat ").contains("Java ");
    }

    @Test
    void whenCalledWithoutACommand_thenHelpGoesToErrors() {
        Outcome outcome = Outcome.of();

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("Usage: leat");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dmeo", "demo --sedonds 3", "demo --seconds", "demo --seconds x", "demo 5", "run --what"})
    void whenWordsAreUnknown_thenTheMessageIsShort(String line) {
        Outcome outcome = Outcome.of(line.split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).startsWith("leat: ").doesNotContain("\tat ");
        assertThat(outcome.err().lines()).hasSizeBetween(1, 2);
    }

    @Test
    void whenACommandIsUnknown_thenItIsNamed() {
        assertThat(Outcome.of("dmeo").err()).startsWith("leat: unknown word 'dmeo'");
        assertThat(Outcome.of("demo", "fast").err()).startsWith("leat: unknown word 'fast'");
        assertThat(Outcome.of("demo", "--sed", "3").err()).contains("--sed", "--seed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"demo", "run", "serve", "inspect", "pack", "unpack", "dead-letters", "conform", "chaos", "soak"})
    void whenASubcommandIsAskedForHelp_thenItExplainsItself(String command) {
        Outcome outcome = Outcome.of(command, "--help");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("leat " + command, "--");
    }
}
