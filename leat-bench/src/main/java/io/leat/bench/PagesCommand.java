// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.work.Watched;
import io.leat.bench.work.Work;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench pages}: what open pages cost a job at full speed. */
@Command(
        name = "pages",
        description =
                "Compares jobs that are watched by open pages with the same jobs that are not, in turns, in this JVM.",
        mixinStandardHelpOptions = true)
final class PagesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--pages", paramLabel = "N", defaultValue = "20", description = "How many (${DEFAULT-VALUE}).")
    private int pages;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "30",
            description = "About how long each work runs (${DEFAULT-VALUE}); some pairs of runs are made in any case.")
    private int seconds;

    @Option(names = "--check", description = "Fails if a ratio by the clock is below its limit.")
    private boolean check;

    PagesCommand() {}

    @Override
    public Integer call() throws InterruptedException {
        if (pages < 1 || pages > 1_000) {
            throw new ParameterException(spec.commandLine(), "--pages is " + pages + ": give 1 to 1000");
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.machine());
        out.printf(
                "%-28s %12s %12s   %s%n",
                "work", "watched M/s", "without M/s", "ratio by the clock; of processor time");
        int result = BenchCommand.DONE;
        for (Work work : Watched.all(pages)) {
            Row row = Comparison.measure(work, seconds);
            out.print(line(row));
            out.flush();
            if (check && row.wallRatio() < work.leastRatio()) {
                result = BenchCommand.FAILED;
            }
        }
        return result;
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%-28s %12.2f %12.2f   %.3f; %.3f (%.3f–%.3f)%n",
                row.work(),
                row.leat(),
                row.hand(),
                row.wallRatio(),
                row.ratio().median(),
                row.ratio().lowest(),
                row.ratio().highest());
    }
}
