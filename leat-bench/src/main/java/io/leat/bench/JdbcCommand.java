// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.jdbc.Insertion;
import io.leat.bench.work.Place;
import io.leat.servers.PostgresServer;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code leat bench jdbc}: rows into tables, exactly once, beside JDBC alone. */
@Command(
        name = "jdbc",
        description =
                "Inserts rows with a job and with JDBC alone, in turns: into H2, and into a PostgreSQL of its own.",
        mixinStandardHelpOptions = true)
final class JdbcCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--rows", paramLabel = "N", defaultValue = "400000", description = "Rows (${DEFAULT-VALUE}).")
    private int rows;

    @Option(names = "--pairs", paramLabel = "N", defaultValue = "5", description = "Pairs of runs (${DEFAULT-VALUE}).")
    private int pairs;

    @Option(names = "--check", description = "Fails if a ratio is below its limit.")
    private boolean check;

    @Option(
            names = "--min",
            paramLabel = "RATIO",
            defaultValue = "0.7",
            description = "The limit for the ratio (${DEFAULT-VALUE}).")
    private double leastRatio;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "Where files go; the one for temporary files if not said.")
    private @Nullable Path directory;

    JdbcCommand() {}

    @Override
    public Integer call() throws Exception {
        if (rows < 1 || pairs < 1) {
            throw new ParameterException(spec.commandLine(), "--rows and --pairs: give numbers from 1 up");
        }
        Path under = directory == null ? Files.createTempDirectory("leat-jdbc") : directory;
        say("%s%,d rows; rows/s are the median, ratios of pairs of runs in turns%n", Report.machine(), rows);
        say("%-36s %11s %11s  %s%n", "table in", "leat rows/s", "jdbc rows/s", "ratio (min–max)");
        boolean met;
        try (Place place = Place.under(under)) {
            met = measure("H2", "jdbc:h2:" + place.path().resolve("h2"), place.path());
            try (PostgresServer server = PostgresServer.start(place.path().resolve("postgres"))) {
                met &= measure("PostgreSQL", server.url(), place.path());
                met &= measure(
                        "PostgreSQL, reWriteBatchedInserts",
                        server.url() + "&reWriteBatchedInserts=true",
                        place.path());
            }
        }
        return check && !met ? BenchCommand.FAILED : BenchCommand.DONE;
    }

    private boolean measure(String name, String url, Path under) throws Exception {
        Insertion insertion = new Insertion(url, rows);
        double[] leat = new double[pairs];
        double[] bare = new double[pairs];
        double[] ratios = new double[pairs];
        for (int i = -1; i < pairs; i++) {
            insertion.begin();
            long leatNanos = insertion.leat(under);
            requireComplete(insertion, "the job");
            long transactions = insertion.epochs();
            insertion.begin();
            long bareNanos = insertion.bare(transactions);
            requireComplete(insertion, "JDBC alone");
            if (i >= 0) { // the first pair warms up
                leat[i] = rows * 1e9 / leatNanos;
                bare[i] = rows * 1e9 / bareNanos;
                ratios[i] = (double) bareNanos / leatNanos;
            }
        }
        Arrays.sort(ratios);
        double ratio = ratios[pairs / 2];
        say(
                "%-36s %,11.0f %,11.0f  %.2f (%.2f–%.2f)%n",
                name, middle(leat), middle(bare), ratio, ratios[0], ratios[pairs - 1]);
        return ratio >= leastRatio;
    }

    private static void requireComplete(Insertion insertion, String side) throws Exception {
        if (!insertion.isComplete()) {
            throw new DifferentResultsException("the table has not each row once after " + side);
        }
    }

    private static double middle(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
