// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.engine.directory.ChangeReader;
import io.leat.engine.directory.EpochData;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.disk.LocalDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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

/** {@code leat bench store}: what a job's directory costs, without a job. */
@Command(
        name = "store",
        description = "Seals epochs of a step with many keys, compacts them, and reads all back.",
        mixinStandardHelpOptions = true)
final class StoreCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "1000000", description = "Keys (${DEFAULT-VALUE}).")
    private int keys;

    @Option(
            names = "--changed",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Keys that an epoch changes (${DEFAULT-VALUE}).")
    private int changed;

    @Option(names = "--epochs", paramLabel = "N", defaultValue = "30", description = "Epochs (${DEFAULT-VALUE}).")
    private int epochs;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "An empty directory to use. It is emptied. Without it, one for temporary files is made.")
    private @Nullable Path directory;

    StoreCommand() {}

    @Override
    public Integer call() throws Exception {
        if (keys < 1 || changed < 1 || epochs < 1) {
            throw new ParameterException(spec.commandLine(), "--keys, --changed and --epochs: give numbers from 1 up");
        }
        spec.commandLine().getOut().print(Report.machine());
        Path path = directory == null ? Files.createTempDirectory("leat-store") : directory;
        Disk local = new LocalDisk(path);
        if (!local.files().isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--dir: " + path + " is not empty");
        }
        for (int round = 1; round <= 2; round++) {
            measure("in memory, round " + round, new HeapDisk());
            measure(path + ", round " + round, local);
            for (String file : local.files()) {
                local.delete(file);
            }
        }
        return BenchCommand.DONE;
    }

    /** Milliseconds, and how many of them this thread was working. */
    private record Span(double ms, double workMs) implements Comparable<Span> {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** Returns the moment from which {@link #since} counts. */
        static Span begin() {
            return new Span(System.nanoTime() / 1e6, THREADS.getCurrentThreadCpuTime() / 1e6);
        }

        static Span since(Span begin) {
            Span end = begin();
            return new Span(end.ms - begin.ms, end.workMs - begin.workMs);
        }

        @Override
        public int compareTo(Span other) {
            return Double.compare(ms, other.ms);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%7.1f ms (%.1f of work)", ms, workMs);
        }
    }

    private void measure(String name, Disk disk) throws IOException, InterruptedException {
        say("%s%n", name);
        KeptState state = new KeptState(keys);
        try (JobDirectory job = JobDirectory.open(disk, Limits.standard())) {
            say("  first epoch, all keys      %s%n", seal(job, state.all()));
            long before = bytes(disk);
            Span[] seals = new Span[epochs];
            for (int i = 0; i < epochs; i++) {
                seals[i] = seal(job, state.some(changed));
            }
            say("  an epoch                   %s, %.2f MB%n", quantiles(seals), (bytes(disk) - before) / 1e6 / epochs);
            compact(job);
            Thread compactor = new Thread(() -> compactUntilInterrupted(job));
            compactor.start();
            for (int i = 0; i < epochs; i++) {
                seals[i] = seal(job, state.some(changed));
            }
            compactor.interrupt();
            compactor.join();
            say("  an epoch beside compaction %s%n", quantiles(seals));
            say("  the directory then         %7.1f MB%n", bytes(disk) / 1e6);
        }
        read(disk);
    }

    private void compact(JobDirectory job) throws IOException {
        Span start = Span.begin();
        double longestMs = 0;
        int pieces = 0;
        for (boolean more = true; more; pieces++) {
            Span piece = Span.begin();
            more = job.compact();
            longestMs = Math.max(longestMs, Span.since(piece).workMs);
        }
        say(
                "  compaction                 %s, in %d pieces, longest %.1f of work%n",
                Span.since(start), pieces, longestMs);
    }

    private static void compactUntilInterrupted(JobDirectory job) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!job.compact()) {
                    Thread.sleep(1);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it ends with the measurement
        }
    }

    private void read(Disk disk) throws IOException {
        Span start = Span.begin();
        try (JobDirectory job = JobDirectory.open(disk, Limits.standard())) {
            say("  opened in                  %s%n", Span.since(start));
            start = Span.begin();
            long[] operations = new long[1];
            for (int group = 0; group < KeptState.GROUPS; group++) {
                job.readState(KeptState.STEP, group, (bytes, offset, length) -> {
                    for (ChangeReader in = new ChangeReader(bytes, offset, length); in.next(); ) {
                        operations[0]++;
                    }
                });
            }
            say("  %d operations read in %s%n", operations[0], Span.since(start));
        }
    }

    private static Span seal(JobDirectory job, EpochData epoch) throws IOException {
        Span start = Span.begin();
        job.seal(epoch);
        return Span.since(start);
    }

    private static long bytes(Disk disk) throws IOException {
        long bytes = 0;
        for (String file : disk.files()) {
            if (!file.equals(Disk.LOCK)) {
                try (DiskInput in = disk.open(file)) {
                    bytes += in.length();
                }
            }
        }
        return bytes;
    }

    private static String quantiles(Span[] values) {
        Span[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2] + " median, " + sorted[sorted.length - 1] + " longest";
    }

    private void say(String format, Object... values) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, format, values);
        out.flush();
    }
}
