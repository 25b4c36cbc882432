// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.soak.Soak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat soak}: a job that runs for long. */
@Command(
        name = "soak",
        mixinStandardHelpOptions = true,
        description = {
            "Lets a job run at half of what it can do and kills it every minute; looks whether heap, open handles, threads and the size of"
                    + " its directory stay flat, and whether each event was counted once.",
            "Flat is what would grow by less than a tenth of its median and an allowance over the whole time, by the median of the"
                    + " slopes between all samples. Those of the first fifth of the time and of a process that has just begun do not count."
        },
        footer = {"", "Exit status: 0 if all is flat and right, 1 otherwise.", "", "Example: leat soak --minutes 60"})
final class SoakCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 128;
    private static final double MOST_MINUTES = 10_000;
    private static final double LEAST_MINUTES = 0.1;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description = "How long it takes (${DEFAULT-VALUE}); below 4 it is killed four times.")
    private double minutes;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            defaultValue = "2",
            description = "How many threads the job has (${DEFAULT-VALUE}).")
    private int parallelism;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (!(minutes >= LEAST_MINUTES && minutes <= MOST_MINUTES)) {
            throw wrong("--minutes " + minutes + ": give " + LEAST_MINUTES + " to " + (int) MOST_MINUTES);
        }
        if (parallelism < 1 || parallelism > MOST_THREADS) {
            throw wrong("--parallelism " + parallelism + ": give 1 to " + MOST_THREADS);
        }
        Path work = Files.createTempDirectory("leat-soak");
        out().println("running a job in " + work + " for " + minutes + " minutes");
        Soak.Result result = new Soak(options(), work, this::progress).run();
        progress("");
        out().println(result.text());
        out().println(result.good() ? "flat" : "FAILED; what there is was left in " + work);
        out().flush();
        return result.good() ? LeatCommand.DONE : LeatCommand.FAILED;
    }

    private Soak.Options options() {
        Duration total = Duration.ofMillis((long) (minutes * MINUTE.toMillis()));
        Duration fifth = total.dividedBy(5);
        Duration killEvery = fifth.compareTo(MINUTE) < 0 ? fifth : MINUTE;
        Duration sampleEvery = Duration.ofMillis(Math.max(200, Math.min(5_000, killEvery.toMillis() / 12)));
        return new Soak.Options(total, killEvery, sampleEvery, parallelism);
    }

    private void progress(String line) {
        if (leat.terminal().err()) {
            PrintWriter err = spec.commandLine().getErr();
            err.print("\r" + line + "\u001b[K");
            err.flush();
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
