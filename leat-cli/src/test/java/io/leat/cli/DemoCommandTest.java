// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.screen.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
    @Test
    void whenRunTwiceWithOneSeed_thenTheLastNumbersAreTheSame() {
        Outcome first = Outcome.of("demo", "--seconds", "2", "--seed", "1", "--no-ui");
        Outcome second = Outcome.of("demo", "--seconds", "2", "--seed", "1", "--port", "0");

        assertThat(first.status()).isZero();
        assertThat(first.err()).isEmpty();
        assertThat(lastTable(first)).isNotEmpty().isEqualTo(lastTable(second));
        assertThat(first.out()).doesNotContain("http:");
        assertThat(second.out().lines().findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .as("before anything else, as there is more than a screen of it")
                        .matches("page  http://127.0.0.1:\\d+"));
    }

    @Test
    void whenThePortIsTaken_thenThatIsSaid() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            Outcome outcome = Outcome.of("demo", "--seconds", "60", "--port", port);

            assertThat(outcome.status()).isEqualTo(2);
            assertThat(outcome.err())
                    .startsWith("leat: --port: no server at 127.0.0.1, port " + port)
                    .contains("give another, or 0 for any that is free");
        }
    }

    @Test
    void whenThereIsNoTerminal_thenEachWindowIsALineAndTheEndATable() {
        Outcome outcome = Outcome.of("demo", "--seconds", "1", "--seed", "2", "--no-ui");

        assertThat(outcome.out()).doesNotContain("\u001b");
        for (int i = 1; i <= 6; i++) {
            assertThat(outcome.out()).containsPattern("08:00:00  ai-" + i + "  10 s to 08:00:10: \\d+ requests");
            assertThat(lastTable(outcome)).anyMatch(row("ai-" + i));
        }
        assertThat(outcome.out()).contains("dead letter  ", "in ", "late for the 10 s window");
    }

    @Test
    void whenThereIsATerminal_thenTheTableIsDrawnInPlace() {
        Outcome outcome = Outcome.of(new Terminal(true, true), "demo", "--seconds", "2", "--port", "0");

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("\u001b[?25l", "A", "ai-6", "   page http://127.0.0.1:")
                .endsWith("\u001b[?25h");
    }

    @Test
    void whenADirectoryIsGiven_thenResultsAreInFiles(@TempDir Path directory) throws IOException {
        Path out = directory.resolve("a/b");
        Outcome outcome = Outcome.of("demo", "--seconds", "1", "--out", out.toString());

        assertThat(outcome.status()).isZero();
        assertThat(outcome.out()).contains("results are in " + out);
        assertThat(Files.readAllLines(out.resolve("tumbling_10s.csv"))).hasSizeGreaterThan(18);
        assertThat(out.resolve("requests.jsonl")).isNotEmptyFile();
    }

    @Test
    void whenTheDirectoryIsAFile_thenTheMessageSaysSo(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        Outcome outcome = Outcome.of("demo", "--seconds", "1", "--out", file.toString());

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("leat: --out: cannot write to " + file);
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seconds 0",
                "--seconds -1",
                "--seconds 99999999999",
                "--seconds 1.5",
                "--rate 0",
                "--rate -3",
                "--rate NaN",
                "--rate 1e99",
                "--history -1",
                "--port 70000",
                "--port -1",
                "--port 80 --no-ui",
                "--seed x"
            })
    void whenANumberIsNonsense_thenTheOptionIsNamed(String options) {
        Outcome outcome = Outcome.of(("demo " + options).split(" "));

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.err()).contains(options.split(" ", -1)[0]).doesNotContain("Exception");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(2);
    }

    private static Predicate<String> row(String instance) {
        return line -> line.matches(instance + " +\\d+ +[\\d,]+.*");
    }

    /** What is printed after the run has ended: from the headings of the table on. */
    private static List<String> lastTable(Outcome outcome) {
        return outcome.out()
                .lines()
                .dropWhile(line -> !line.startsWith("instance  requests"))
                .toList();
    }
}
