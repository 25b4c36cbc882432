// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.file.FileWork;
import io.leat.bench.work.Work;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code leat bench files}: the file connector beside the bare libraries. */
@Command(
        name = "files",
        description = "Compares reading and writing files with loops over the bare libraries, in this JVM.",
        mixinStandardHelpOptions = true)
final class FilesCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "15",
            description = "About how long each work runs (${DEFAULT-VALUE}); some pairs of runs are made in any case.")
    private int seconds;

    @Option(names = "--check", description = "Fails if a ratio by the clock is below its limit.")
    private boolean check;

    FilesCommand() {}

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("leat-bench");
        int result = BenchCommand.DONE;
        try {
            out.print(Report.machine());
            out.printf(
                    "%-12s %10s %10s   %s%n", "work", "Leat M/s", "bare M/s", "ratio by the clock; of processor time");
            for (Work work : FileWork.all(directory)) {
                Row row = Comparison.measure(work, seconds);
                out.print(line(row));
                out.flush();
                if (row.wallRatio() < work.leastRatio() && check) {
                    result = BenchCommand.FAILED;
                }
            }
        } finally {
            delete(directory);
        }
        return result;
    }

    private static String line(Row row) {
        return String.format(
                Locale.ROOT,
                "%-12s %10.2f %10.2f   %.2f; %.2f (%.2f–%.2f)%n",
                row.work(),
                row.leat(),
                row.hand(),
                row.wallRatio(),
                row.ratio().median(),
                row.ratio().lowest(),
                row.ratio().highest());
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(FilesCommand::deleteFile);
        }
    }

    private static void deleteFile(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
