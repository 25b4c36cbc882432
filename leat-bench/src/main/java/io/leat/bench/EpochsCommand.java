// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.epoch.EpochCost;
import io.leat.bench.epoch.Figure;
import io.leat.bench.epoch.Pauses;
import io.leat.bench.epoch.Recovery;
import io.leat.bench.epoch.Room;
import io.leat.bench.work.Durable;
import io.leat.bench.work.Work;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench epochs}: what it costs that a job can be killed. */
@Command(
        name = "epochs",
        description =
                "Measures what the epochs of a job in a directory cost, on a real disk, and how long it takes to go on.",
        mixinStandardHelpOptions = true)
final class EpochsCommand implements Callable<Integer> {
    private static final List<Function<Path, Work>> WORKS =
            List.of(Durable::stateless, Durable::over10kKeys, Durable::over1mKeys);

    /** What is measured, in this order. */
    enum Part {
        /** What an epoch costs. */
        COST,
        /** How long a job takes to go on. */
        RECOVERY,
        /** How long the stream stands still. */
        PAUSES,
        /** How much slower a job is than in memory. */
        THROUGHPUT,
        /** What a job does whose state has no room on the heap. */
        ROOM
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "Measures some of ${COMPLETION-CANDIDATES} only.")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where jobs get their directories; that for temporary files unless given.")
    private Path directory = Path.of(System.getProperty("java.io.tmpdir"));

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "20",
            description =
                    "About how long each work runs, and each pipeline whose pauses are measured (${DEFAULT-VALUE}).")
    private int seconds;

    @Option(names = "--check", description = "Fails if a figure is beyond its limit.")
    private boolean check;

    EpochsCommand() {}

    @Override
    public Integer call() throws Exception {
        checkOptions();
        PrintWriter out = spec.commandLine().getOut();
        out.print(Report.machine());
        out.flush();
        List<Figure> figures = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        if (parts.contains(Part.COST)) {
            print(out, figures, new EpochCost(directory).measure());
        }
        if (parts.contains(Part.RECOVERY)) {
            print(out, figures, new Recovery(directory).measure());
        }
        if (parts.contains(Part.PAUSES)) {
            print(out, figures, new Pauses(directory, Math.max(1, seconds / 4), out).measure());
        }
        if (parts.contains(Part.THROUGHPUT)) {
            throughput(out, rows);
        }
        if (parts.contains(Part.ROOM)) {
            print(out, figures, new Room(directory, seconds).measure());
        }
        return check ? judge(figures, rows) : BenchCommand.DONE;
    }

    private void checkOptions() {
        if (seconds < 1) {
            throw new ParameterException(spec.commandLine(), "--seconds is " + seconds + ": give a number from 1 up");
        }
        if (!Files.isDirectory(directory)) {
            throw new ParameterException(
                    spec.commandLine(), "--dir " + directory + " is no directory: give one that is there");
        }
    }

    private static void print(PrintWriter out, List<Figure> all, List<Figure> more) {
        more.forEach(out::println);
        out.flush();
        all.addAll(more);
    }

    private void throughput(PrintWriter out, List<Row> rows) throws InterruptedException {
        out.printf("%-18s %12s %12s  %-18s %6s%n", "work", "durable M/s", "memory M/s", "ratio (min–max)", "wall");
        for (Function<Path, Work> made : WORKS) {
            Row row = Comparison.measure(made.apply(directory), seconds);
            rows.add(row);
            String ratio = String.format(
                    Locale.ROOT,
                    "%.2f (%.2f–%.2f)",
                    row.ratio().median(),
                    row.ratio().lowest(),
                    row.ratio().highest());
            out.printf(
                    Locale.ROOT,
                    "%-18s %12.1f %12.1f  %-18s %6.2f%n",
                    row.work(),
                    row.leat(),
                    row.hand(),
                    ratio,
                    row.wallRatio());
            out.flush();
        }
        out.print("""
                M/s      million events per second of processor time of the thread that works, the median
                wall     the ratio by the clock: with what the disk, other threads and other programs take
                """);
        out.flush();
    }

    private int judge(List<Figure> figures, List<Row> rows) {
        PrintWriter err = spec.commandLine().getErr();
        int result = BenchCommand.DONE;
        for (Figure figure : figures) {
            if (figure.isTooHigh()) {
                err.println("leat bench: beyond the limit: " + figure);
                result = BenchCommand.FAILED;
            }
        }
        for (Row row : rows) {
            if (row.ratio().median() < row.leastRatio()) {
                err.printf(
                        Locale.ROOT,
                        "leat bench: %s has a ratio of %.3f, below the limit of %s%n",
                        row.work(),
                        row.ratio().median(),
                        row.leastRatio());
                result = BenchCommand.FAILED;
            }
        }
        err.flush();
        return result;
    }
}
