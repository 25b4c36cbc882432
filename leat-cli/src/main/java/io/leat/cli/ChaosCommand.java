// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli;

import io.leat.cli.chaos.Chaos;
import io.leat.cli.chaos.ChaosReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code leat chaos}: a job killed again and again. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Kills a job with SIGKILL at random instants, while it starts, runs and commits, and starts it again with the same command"
                    + " until it completes; then compares its results with those of an undisturbed run.",
            "Results are looked at all the while, too: what was seen once must stay, and nothing may be seen twice."
        },
        footer = {
            "",
            "Exit status: 0 if nothing was lost or doubled, 1 otherwise; then the directory is left for a look at it.",
            "",
            "Example: leat chaos --kills 100 --seed 7"
        })
final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_THREADS = 128;
    private static final int SMALL_SEEDS = 1_000_000;
    private static final int CALLS = 12_000;
    private static final int PACE = 6_000;

    @Option(
            names = "--kills",
            paramLabel = "N",
            defaultValue = "30",
            description = "How often the job is killed (${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "The seed of all chance but that of the system; any unless given.")
    private @Nullable Long seed;

    @Option(
            names = "--parallelism",
            paramLabel = "P",
            description = "How many threads the job has; 1, 2 or 4, in each life another, unless given.")
    private @Nullable Integer parallelism;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private LeatCommand leat;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        if (kills < 1) {
            throw wrong("--kills " + kills + ": give 1 or more");
        }
        if (parallelism != null && (parallelism < 1 || parallelism > MOST_THREADS)) {
            throw wrong("--parallelism " + parallelism + ": give 1 to " + MOST_THREADS);
        }
        long chosen = seed == null ? ThreadLocalRandom.current().nextInt(SMALL_SEEDS) : seed;
        Path work = Files.createTempDirectory("leat-chaos");
        out().println("killing a job in " + work + ", seed " + chosen);
        Chaos chaos = new Chaos(new Chaos.Options(kills, chosen, parallelism, CALLS, PACE), work, this::progress);
        return end(chaos.run(), work);
    }

    private void progress(ChaosReport report) {
        if (leat.terminal().err()) {
            err().print("\r" + report.line() + "\u001b[K");
            err().flush();
        }
    }

    private int end(ChaosReport report, Path work) {
        if (leat.terminal().err()) {
            err().print("\r\u001b[K");
            err().flush();
        }
        out().println(report.text());
        report.wrong().forEach(out()::println);
        out().println(report.isGood() ? "0 lost, 0 doubled" : "FAILED; what there is was left in " + work);
        out().flush();
        return report.isGood() ? LeatCommand.DONE : LeatCommand.FAILED;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
