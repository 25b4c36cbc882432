// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code leat run --job}. */
class RunInDirectoryTest {
    @TempDir
    private Path directory;

    private Path source;
    private Path job;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(directory.resolve("Numbers.java"), Numbers.SOURCE);
        job = directory.resolve("numbers.leat");
        out = directory.resolve("out.txt");
    }

    private String[] command(long count, long rate) {
        return new String[] {
            "run",
            source.toString(),
            "--job",
            job.toString(),
            "--epochs",
            "20ms",
            "--",
            "count=" + count,
            "rate=" + rate,
            "out=" + out
        };
    }

    @Test
    void whenItHasCompleted_thenRunAgainItSaysSo() throws IOException {
        Outcome first = Outcome.of(command(1_000, 0));
        assertThat(first.status()).as(first.err()).isZero();
        assertThat(first.err()).startsWith("Numbers completed: 1,000 in").hasLineCount(1);

        Outcome second = Outcome.of(command(1_000, 0));

        assertThat(second.status()).isZero();
        assertThat(second.err())
                .startsWith("pipeline Numbers completed at 20")
                .contains(", 1,000 in; nothing to do. To run it again, give another directory or delete " + job
                        + "/Numbers")
                .hasLineCount(1);
        assertThat(out).hasContent("Sum[count=1000, sum=499500]");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143", "HUP, 129"})
    void whenAskedToEnd_thenItIsSuspendedAndGoesOnLater(String signal, int status) throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000, 500))) {
            awaitEpochs(running);
            running.signal(signal);
            assertThat(running.status()).isEqualTo(status);
            assertThat(running.printed())
                    .contains("leat: suspending; Ctrl-C again cancels", "Numbers suspended: ")
                    .contains("what it has done is kept in " + job + ": to go on, run the same command again");
        }
        assertThat(out).doesNotExist();

        Outcome rest = Outcome.of(command(1_000, 0));
        assertThat(rest.status()).as(rest.err()).isZero();
        assertThat(out).hasContent("Sum[count=1000, sum=499500]");
    }

    @Test
    void whenKilled_thenItGoesOn() throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000, 500))) {
            awaitEpochs(running);
            running.kill();
        }
        Path summary = directory.resolve("summary.json");
        String[] rest = command(1_000, 0);
        rest[4] = "--summary";
        rest[5] = summary.toString();

        Outcome outcome = Outcome.of(rest);

        assertThat(outcome.status()).as(outcome.err()).isZero();
        assertThat(out).hasContent("Sum[count=1000, sum=499500]");
        assertThat(outcome.err())
                .startsWith("leat: Numbers goes on from epoch ")
                .contains("Numbers completed: 1,000 in");
        assertThat(Files.readString(summary)).contains("\"in\" : 1000,").containsPattern("\"inBefore\" : [1-9][0-9]*,");
    }

    @Test
    void whenTheDirectoryIsInUse_thenThatIsSaid() throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000_000, 100))) {
            awaitEpochs(running);
            assertUsage(Outcome.of(command(1_000, 0)), "leat: --job: the directory " + job + " is in use by process ");
        }
    }

    @Test
    void whenTheDirectoryIsDamaged_thenThatIsSaid() throws IOException {
        Outcome.of(command(1_000, 0));
        Files.write(job.resolve("Numbers/MANIFEST"), new byte[] {1, 2, 3}, StandardOpenOption.WRITE);

        assertUsage(
                Outcome.of(command(1_000, 0)),
                "leat: pipeline 'Numbers' cannot be started from " + job + "/Numbers: the file " + job
                        + "/Numbers/MANIFEST is damaged");
    }

    @Test
    void whenTheStateDoesNotFit_thenTheStepIsNamedAndCanBeDropped() throws IOException {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000, 500))) {
            awaitEpochs(running);
        }
        Files.writeString(source, Numbers.SOURCE.replace("Windows.session(", "Windows.tumbling("));

        Outcome refused = Outcome.of(command(1_000, 0));
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("leat: pipeline 'Numbers' cannot go on from its state in " + job + "/Numbers")
                .contains("step 'sum': its window was session", "let the step begin anew: --drop 'sum'")
                .doesNotContain("\tat ");

        String[] dropping = command(1_000, 0);
        dropping[4] = "--drop";
        dropping[5] = "sum";
        assertThat(Outcome.of(dropping).status()).isZero();
        assertThat(out).isNotEmptyFile();
    }

    @Test
    void whenTheDirectoryIsOfAnotherJob_thenItBeginsAndSaysSo() throws IOException {
        Outcome.of(command(1_000, 0));
        Files.writeString(source, Numbers.SOURCE.replace("class Numbers", "class Renamed"));

        Outcome outcome = Outcome.of(command(1_000, 0));

        assertThat(outcome.status()).isZero();
        assertThat(outcome.err())
                .startsWith("leat: " + job + " has no job Renamed yet, so it begins; there is Numbers")
                .contains("Renamed completed: 1,000 in");
    }

    @Test
    void whenTheDirectoryCannotBeMade_thenThatIsSaid() {
        job = source.resolve("sub");
        assertUsage(Outcome.of(command(1_000, 0)), "leat: --job: the directory " + job + " cannot be opened: ");
        job = source;
        assertUsage(Outcome.of(command(1_000, 0)), "leat: --job: " + source + " is a file: give a directory");
    }

    @Test
    void whenOptionsMakeNoSense_thenTheyAreNamed() {
        String file = source.toString();
        assertUsage(Outcome.of("run", file, "--epochs", "1s", "--", "out=x"), "leat: --epochs is for a job that");
        assertUsage(Outcome.of("run", file, "--drop", "sum", "--", "out=x"), "leat: --drop is for a job that");
        assertUsage(
                Outcome.of("run", file, "--state-on-heap", "64", "--", "out=x"),
                "leat: --state-on-heap is for a job that");
        assertUsage(
                Outcome.of("run", file, "--job", job.toString(), "--state-on-heap", "0", "--", "out=x"),
                "leat: --state-on-heap: state of at most 0 bytes on the heap: give 1 or more");
        for (String epochs : new String[] {"0s", "2h", "fast"}) {
            assertUsage(
                    Outcome.of("run", file, "--job", job.toString(), "--epochs", epochs, "--", "out=x"),
                    "leat: --epochs: ");
        }
        assertThat(job).doesNotExist();
    }

    private static void assertUsage(Outcome outcome, String message) {
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(message).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines()).hasSizeLessThanOrEqualTo(3);
    }

    /** Until some epochs are sealed. */
    private void awaitEpochs(RunningCommand running) throws IOException {
        Path manifest = job.resolve("Numbers/MANIFEST");
        running.await(() -> Files.exists(manifest) && Files.size(manifest) > 200);
    }
}
