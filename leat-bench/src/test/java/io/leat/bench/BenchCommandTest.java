// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    private final StringWriter err = new StringWriter();
    private final CommandLine command = BenchCommand.commandLine().setErr(new PrintWriter(err, true));

    @ParameterizedTest
    @CsvSource({
        "quick --jsn=x, Unknown option: '--jsn=x'",
        "quick --seconds 0, --seconds is 0",
        "quick --json /no/such/directory/rows.json, cannot be written",
        "full --forks 0, --forks",
        "startup --runs 0, --runs is 0",
        "epochs --seconds 0, --seconds is 0",
        "epochs --dir /no/such/directory, is no directory",
        "epochs --part nothing, nothing",
        "store --keys 0, --keys",
        "kafka --records 0, --records",
        "pages --pages 0, --pages is 0",
        "nonsense, nonsense"
    })
    void whenItMakesNoSense_thenSaysSoAndReturns2(String line, String said) {
        assertThat(command.execute(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(said);
    }

    @Test
    void whenThereIsNoCommand_thenSaysWhichThereAre() {
        assertThat(command.execute()).isEqualTo(2);
        assertThat(err.toString()).contains("quick, full, startup, epochs, store, kafka, jdbc, files or pages");
    }
}
