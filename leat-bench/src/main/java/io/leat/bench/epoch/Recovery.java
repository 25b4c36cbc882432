// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import io.leat.Leat;
import io.leat.bench.work.Place;
import io.leat.engine.disk.LocalDisk;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.InlineHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** How long a job with many keys takes to go on: in fresh JVMs, from opening the directory to the first event. */
public final class Recovery {
    private static final int KEYS = 1_000_000;
    private static final int CHANGED = 100_000;
    /** There are a base and so many epochs upon it. */
    private static final int EPOCHS = 7;

    private static final int RUNS = 5;
    private static final double MOST_MS = 2_000;

    private final Path under;

    /** {@code under}: where the job has its directory. */
    public Recovery(Path under) {
        this.under = under;
    }

    /** Measures. */
    public List<Figure> measure() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (Hits hits : List.of(Hits.RUNNING, Hits.LONG_WINDOWS)) {
            try (Place place = Place.under(under)) {
                Path jobs = place.path().resolve("made");
                make(hits, jobs);
                for (int parallelism : new int[] {1, 2}) {
                    figures.addAll(measure(hits, jobs, parallelism));
                }
            }
        }
        return figures;
    }

    private static void make(Hits hits, Path jobs) throws IOException {
        long[] given = new long[1];
        HitSource source = new HitSource(KEYS, Hits.PER_MS, events -> {
            given[0] = events;
            return Long.MAX_VALUE;
        });
        EpochSetup setup = EpochSetup.open(
                hits.pipeline(source).graph(), 1, InstantSource.system(), new LocalDisk(jobs).directory(hits.name()));
        InlineHost host = InlineHost.open(setup);
        for (int epoch = 0; epoch <= EPOCHS; epoch++) {
            while (given[0] < KEYS + (long) epoch * CHANGED) {
                host.step();
            }
            host.seal();
            while (setup.directory().compact()) {
                // until it is as small as it gets
            }
        }
        host.abandon();
    }

    private List<Figure> measure(Hits hits, Path jobs, int parallelism) throws IOException, InterruptedException {
        double[] wallMs = new double[RUNS];
        double[] cpuMs = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            try (Place place = Place.under(under)) {
                copy(jobs, place.path());
                double[] ms = Fork.run(List.of(), Recovery.class, hits, place.path(), parallelism, Long.MAX_VALUE);
                wallMs[run] = ms[0];
                cpuMs[run] = ms[1];
            }
        }
        Arrays.sort(wallMs);
        Arrays.sort(cpuMs);
        String name = "1,000,000 keys, %s, parallelism %d: until the first event".formatted(hits.title(), parallelism);
        return List.of(
                new Figure(name + ", work", cpuMs[RUNS / 2], "ms", MOST_MS),
                Figure.reported(name + ", by the clock", wallMs[RUNS / 2], "ms"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Goes on from a directory, and prints after how many milliseconds the first event was there, and the processor time of its thread. */
    public static void main(String[] args) throws InterruptedException {
        long begin = System.nanoTime();
        long cpuBegin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        CountDownLatch first = new CountDownLatch(1);
        HitSource source = new HitSource(KEYS, Hits.PER_MS, given -> Long.MAX_VALUE);
        try (Leat leat = Leat.open(
                Path.of(args[1]),
                options -> options.parallelism(Integer.parseInt(args[2]))
                        .epochs(Duration.ofHours(1))
                        .stateOnHeap(Long.parseLong(args[3])))) {
            leat.start(Hits.valueOf(args[0]).pipeline(source, first::countDown));
            first.await();
            double wallMs = (System.nanoTime() - begin) / 1e6;
            double cpuMs = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBegin) / 1e6;
            System.out.println(String.format(Locale.ROOT, "%.1f %.1f", wallMs, cpuMs));
            System.out.flush();
            Runtime.getRuntime().halt(0); // like a job that is killed
        }
    }
}
