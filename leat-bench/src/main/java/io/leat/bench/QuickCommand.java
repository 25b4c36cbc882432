// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.work.FilterMapSink;
import io.leat.bench.work.Pollution;
import io.leat.bench.work.Sliding;
import io.leat.bench.work.Tumbling;
import io.leat.bench.work.Work;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench quick}: all works in one JVM, in less than three minutes. */
@Command(
        name = "quick",
        description = "Compares Leat with loops written by hand over the same events, in this JVM, in under 3 minutes.",
        mixinStandardHelpOptions = true)
final class QuickCommand implements Callable<Integer> {
    /** Made one after the other: their events take much memory. */
    private static final List<Supplier<Work>> WORKS = List.of(
            FilterMapSink::new, Tumbling::over10kKeys, Tumbling::over1mKeys, Sliding::over1kKeys, Sliding::over10kKeys);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the rows to a file, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "25",
            description = "About how long each work runs (${DEFAULT-VALUE}); some pairs of runs are made in any case.")
    private int seconds;

    @Option(names = "--check", description = "Fails if a ratio is below its limit.")
    private boolean check;

    @Option(
            names = "--min-windowed",
            paramLabel = "RATIO",
            defaultValue = "0.3",
            description = "The limit for works with windows (${DEFAULT-VALUE}).")
    private double minWindowed;

    @Option(
            names = "--min-stateless",
            paramLabel = "RATIO",
            defaultValue = "0.1",
            description = "The limit for works without state (${DEFAULT-VALUE}).")
    private double minStateless;

    QuickCommand() {}

    @Override
    public Integer call() throws Exception {
        checkOptions();
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.machine());
        out.flush();
        Pollution.run();
        out.print(Report.HEADER);
        out.flush();
        List<Row> rows = new ArrayList<>();
        for (Supplier<Work> work : WORKS) {
            Row row = Comparison.measure(work.get(), seconds);
            rows.add(row);
            out.print(Report.line(row));
            out.flush();
        }
        out.print(Report.footer());
        out.flush();
        if (json != null) {
            Files.writeString(json, Report.json(rows));
        }
        return check ? judge(rows) : BenchCommand.DONE;
    }

    /** A minute of measuring must not end in a mistake that could be seen before. */
    private void checkOptions() {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds is " + seconds + ": give a number from 1 up");
        }
        if (json != null) {
            try {
                Files.writeString(json, "");
            } catch (IOException e) {
                throw new ParameterException(
                        spec.commandLine(), "--json " + json + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    private int judge(List<Row> rows) {
        PrintWriter err = spec.commandLine().getErr();
        int result = BenchCommand.DONE;
        for (Row row : rows) {
            double limit = row.leastRatio() > 0 ? row.leastRatio() : row.windowed() ? minWindowed : minStateless;
            if (row.ratio().median() < limit) {
                err.printf(
                        "leat bench: %s has a ratio of %.3f, below the limit of %s%n",
                        row.work(), row.ratio().median(), limit);
                result = BenchCommand.FAILED;
            }
        }
        err.flush();
        return result;
    }
}
