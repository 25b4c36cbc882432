// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.soak;

import io.leat.Leat;
import io.leat.cli.process.Life;
import io.leat.cli.soak.Trend.Timed;
import io.leat.inspect.KeptJob;
import io.leat.inspect.KeptPartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Lets a job run for long at half of what it can do, kills it now and then, and looks whether what it uses stays flat and whether each
 * event was counted once.
 */
public final class Soak {
    private static final long MEGABYTE = 1 << 20;
    private static final long MEASURED_PER_SECOND = 100_000;
    private static final int FEWEST_SAMPLES = 4;
    private static final int PARTS_KEPT = 20;
    private static final Duration LONGEST_END = Duration.ofMinutes(3);

    private final Options options;
    private final Path work;
    private final Consumer<String> progress;
    private final List<Timed> samples = Collections.synchronizedList(new ArrayList<>());
    private final List<String> wrong = new ArrayList<>();
    private final long begunNanos = System.nanoTime();
    private long perSecond;
    private int kills;

    /**
     * What can be chosen.
     *
     * @param total how long it takes
     * @param killEvery how long a process lives
     * @param sampleEvery how often it is looked at
     * @param parallelism of the job
     */
    public record Options(Duration total, Duration killEvery, Duration sampleEvery, int parallelism) {}

    /**
     * What was found.
     *
     * @param text in full, lines
     * @param good whether nothing is wrong
     */
    public record Result(String text, boolean good) {}

    /**
     * Makes one.
     *
     * @param work a directory that is empty or not there; it is left if something is wrong
     * @param progress is told in a line what is going on
     */
    public Soak(Options options, Path work, Consumer<String> progress) {
        this.options = options;
        this.work = work;
        this.progress = progress;
    }

    /** Does it. */
    public Result run() throws IOException, InterruptedException, SQLException {
        measureCapacity();
        samples.clear();
        Path run = Files.createDirectories(work.resolve("run"));
        long last = options.total().dividedBy(options.killEvery());
        for (long life = 1; life <= last && wrong.isEmpty(); life++) {
            live(run, options.killEvery(), life < last);
        }
        String counted = wrong.isEmpty() ? checkCounts(run) : "";
        List<Trend> trends = trends();
        trends.stream().filter(trend -> !trend.isFlat()).forEach(trend -> wrong.add(trend.name() + " grows"));
        if (wrong.isEmpty()) {
            delete(work);
        }
        return new Result(text(trends, counted), wrong.isEmpty());
    }

    /** Runs as fast as it can for a while, in another directory. */
    private void measureCapacity() throws IOException, InterruptedException {
        perSecond = MEASURED_PER_SECOND;
        Path run = Files.createDirectories(work.resolve("capacity"));
        Duration some = Duration.ofMillis(
                Math.min(15_000, Math.max(3_000, options.total().toMillis() / 10)));
        try (Life life = start(run, false, Duration.ofMillis(500), Duration.ofDays(1))) {
            if (life.awaitStart(LONGEST_END)) {
                life.awaitEnd(some);
            }
            life.kill();
        }
        if (samples.size() < 2) {
            wrong.add("no capacity could be measured: " + Files.readString(run.resolve("log.txt")));
            return;
        }
        Timed first = samples.get(samples.size() / 2 - 1);
        Timed last = samples.get(samples.size() - 1);
        long ms = last.sample().ageMs() - first.sample().ageMs();
        perSecond = Math.max(1_000, (last.sample().in() - first.sample().in()) * 1_000 / ms / 2);
        delete(run);
    }

    private Life start(Path run, boolean paced, Duration every, Duration stopAfter) throws IOException {
        Path out = Files.createDirectories(run.resolve("out"));
        Path scratch = Files.createDirectories(run.resolve("scratch"));
        List<String> args = List.of(
                run.resolve("job").toString(),
                out.toString(),
                Integer.toString(options.parallelism()),
                Long.toString(perSecond),
                Boolean.toString(paced),
                Long.toString(every.toMillis()),
                Long.toString(stopAfter.toMillis()));
        return Life.start(List.of(), SoakChild.class, args, scratch, run.resolve("log.txt"), this::hear);
    }

    private void hear(String line) {
        if (Sample.isLine(line)) {
            long atMs = (System.nanoTime() - begunNanos) / 1_000_000;
            samples.add(new Timed(atMs, Sample.parse(line)));
            progress.accept(String.format(
                    Locale.ROOT,
                    "%,d s, %,d kills, %,d events",
                    atMs / 1_000,
                    kills,
                    Sample.parse(line).in()));
        }
    }

    private void live(Path run, Duration time, boolean kill) throws IOException, InterruptedException {
        try (Life life = start(run, true, options.sampleEvery(), kill ? Duration.ofDays(1) : time)) {
            life.awaitStart(LONGEST_END);
            boolean ended = life.awaitEnd(kill ? time : time.plus(LONGEST_END));
            if (kill && !ended) {
                life.kill();
                kills++;
            } else if (kill || !ended || life.status() != 0) {
                wrong.add("a process " + (ended ? "ended with status " + life.status() : "did not come to its end")
                        + ": " + Files.readString(run.resolve("log.txt")));
            }
        }
        delete(run.resolve("scratch"));
        deleteOldParts(run.resolve("out"));
    }

    /** As somebody would who has read them. */
    private static void deleteOldParts(Path out) throws IOException {
        try (Stream<Path> files = Files.list(out)) {
            List<Path> parts = files.filter(
                            file -> file.getFileName().toString().matches(SoakPipeline.PARTS + "-[0-9]+.jsonl"))
                    .sorted()
                    .toList();
            for (Path part : parts.subList(0, Math.max(0, parts.size() - PARTS_KEPT))) {
                Files.delete(part);
            }
        }
    }

    /** The positions tell which numbers were made; the table has to have added up these. */
    private String checkCounts(Path run) throws SQLException {
        KeptJob job = Leat.inspect(run.resolve("job")).get(0);
        long ticks = 0;
        long numbers = 0;
        for (KeptPartition partition : job.partitions()) {
            long index = Long.parseLong(partition.name().replaceAll(".*-", ""));
            long n = (Long.parseLong(String.valueOf(partition.position())) - index) / SoakPipeline.PARTITIONS;
            ticks += n;
            numbers += n * index + SoakPipeline.PARTITIONS * (n * (n - 1) / 2);
        }
        long[] sums = sums(run.resolve("out"));
        if (sums[0] != ticks || sums[1] != numbers || job.in() != ticks) {
            wrong.add(String.format(
                    Locale.ROOT,
                    "%,d events were made, whose numbers add up to %,d; %,d were read, and in the table are %,d that add up to %,d",
                    ticks,
                    numbers,
                    job.in(),
                    sums[0],
                    sums[1]));
        }
        return String.format(Locale.ROOT, "%,d events in %,d epochs, each counted once", ticks, job.epoch());
    }

    private static long[] sums(Path out) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + out.resolve(SoakPipeline.TABLE));
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select ticks, numbers from sums")) {
            return row.next() ? new long[] {row.getLong(1), row.getLong(2)} : new long[2];
        }
    }

    /** Judges all samples but those of the first fifth, and of a process that has just begun: then there is not yet what stays. */
    private List<Trend> trends() {
        long young = Math.min(10_000, options.killEvery().toMillis() / 4);
        long beginning = samples.isEmpty()
                ? 0
                : samples.get(0).atMs()
                        + (samples.get(samples.size() - 1).atMs()
                                        - samples.get(0).atMs())
                                / 5;
        List<Timed> judged = samples.stream()
                .filter(each -> each.atMs() >= beginning && each.sample().ageMs() >= young)
                .toList();
        if (judged.size() < FEWEST_SAMPLES) {
            wrong.add("there are only " + judged.size() + " samples to judge by");
            return List.of();
        }
        return List.of(
                Trend.of("heap bytes", judged, Sample::heapBytes, 4 * MEGABYTE),
                Trend.of("open handles", judged, Sample::handles, 4),
                Trend.of("threads", judged, Sample::threads, 2),
                Trend.of("directory bytes", judged, Sample::directoryBytes, 16 * MEGABYTE));
    }

    private String text(List<Trend> trends, String counted) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d events/s, half of what it can do; %,d kills, %,d samples",
                perSecond,
                kills,
                samples.size()));
        lines.add(String.format(Locale.ROOT, "  %-16s %14s  %14s  %14s", "", "median", "growth", "allowed"));
        trends.forEach(trend -> lines.add(trend.line()));
        if (!counted.isEmpty() && wrong.isEmpty()) {
            lines.add(counted);
        }
        lines.addAll(wrong);
        return String.join(System.lineSeparator(), lines);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
