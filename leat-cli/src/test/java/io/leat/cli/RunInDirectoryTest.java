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
    /** Counts numbers in one session that ends with the input; their class is known from the first of them. */
    private static final String NUMBERS = """
            import io.leat.*;
            import io.leat.aggregate.Aggregates;
            import io.leat.connector.*;
            import io.leat.time.Watermarks;
            import io.leat.window.Windows;
            import java.nio.file.*;
            import java.time.*;

            public class Numbers implements PipelineFactory {
                public record Number(String key, long value) {}
                public record Sum(long count, long sum) {}

                @Override
                public void define(PipelineBuilder p, Parameters args) {
                    Path out = args.path("out");
                    Generator<Number> numbers = Generator.of(args.number("count", 0), i -> new Number("k", i));
                    long rate = args.number("rate", 0);
                    p.from("numbers", (rate == 0 ? numbers : numbers.rate(rate)).timedByMillis(Number::value),
                                    Watermarks.monotone())
                            .keyBy(n -> n.key())
                            .window(Windows.session(Duration.ofSeconds(1)))
                            .aggregate("sum", Aggregates.row(Sum.class, Sum::new, Aggregates.count(), Aggregates.sum(Number::value)))
                            .to("out", Sink.of(s -> Files.writeString(out, s + "\\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND)));
                }
            }
            """;

    @TempDir
    private Path directory;

    private Path source;
    private Path job;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(directory.resolve("Numbers.java"), NUMBERS);
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
                .startsWith("pipeline Numbers ")
                .contains("nothing to do. To run it again, give another directory or delete " + job)
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
        assertThat(Files.readString(summary)).contains("\"in\" : 1000,");
    }

    @Test
    void whenTheDirectoryIsInUse_thenThatIsSaid() throws Exception {
        try (RunningCommand running = RunningCommand.start(directory, command(1_000_000, 100))) {
            awaitEpochs(running);
            assertUsage(Outcome.of(command(1_000, 0)), "leat: --job: the directory " + job + " is in use by process ");
            assertThat(running.printed()).isEmpty();
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
    void whenTheDirectoryCannotBeMade_thenThatIsSaid() {
        job = source.resolve("sub");
        assertUsage(Outcome.of(command(1_000, 0)), "leat: --job: the directory " + job + " cannot be opened: ");
    }

    @Test
    void whenOptionsMakeNoSense_thenTheyAreNamed() {
        String file = source.toString();
        assertUsage(Outcome.of("run", file, "--epochs", "1s", "--", "out=x"), "leat: --epochs is for a job that");
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
