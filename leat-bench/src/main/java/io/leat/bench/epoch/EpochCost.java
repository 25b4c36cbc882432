// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import com.sun.management.ThreadMXBean;
import io.leat.bench.work.Place;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.disk.LocalDisk;
import io.leat.engine.run.EpochSetup;
import io.leat.engine.run.InlineHost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What one epoch costs in which some of many keys have changed, and what it costs to keep the directory small. */
public final class EpochCost {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int KEYS = 1_000_000;
    private static final int CHANGED = 100_000;
    private static final int EPOCHS = 60;
    private static final double MOST_MS = 60;
    private static final double MOST_MB = 12;

    private final Path under;

    /** {@code under}: where the job gets its directory. */
    public EpochCost(Path under) {
        this.under = under;
    }

    /** An epoch: what it took to encode and seal it by the clock and of the processor, and how much the directory grew; and then compaction. */
    private record Epoch(double wallMs, double cpuMs, double mb, double compactionCpuMs) {}

    /** Counts what the source has given. */
    private static final class Given implements HitSource.Pace {
        private long events;

        @Override
        public long upTo(long given) {
            events = given;
            return Long.MAX_VALUE;
        }
    }

    /** Measures. */
    public List<Figure> measure() throws IOException {
        List<Epoch> epochs = new ArrayList<>();
        try (Place place = Place.under(under)) {
            Given given = new Given();
            EpochSetup setup = EpochSetup.open(
                    Hits.RUNNING
                            .pipeline(new HitSource(KEYS, Hits.PER_MS, given))
                            .graph(),
                    1,
                    InstantSource.system(),
                    new LocalDisk(place.path()));
            InlineHost host = InlineHost.open(setup);
            for (long until = KEYS; epochs.size() <= EPOCHS; until += CHANGED) {
                while (given.events < until) {
                    host.step();
                }
                epochs.add(epoch(host, setup.directory(), place));
            }
            host.abandon();
        }
        return figures(epochs.subList(1, epochs.size()));
    }

    private static Epoch epoch(InlineHost host, JobDirectory directory, Place place) throws IOException {
        long bytes = place.bytes();
        long nanos = System.nanoTime();
        long cpuNanos = THREADS.getCurrentThreadCpuTime();
        host.seal();
        double cpuMs = (THREADS.getCurrentThreadCpuTime() - cpuNanos) / 1e6;
        double wallMs = (System.nanoTime() - nanos) / 1e6;
        double mb = (place.bytes() - bytes) / 1e6;
        cpuNanos = THREADS.getCurrentThreadCpuTime();
        while (directory.compact()) {
            // until it is as small as it gets
        }
        return new Epoch(wallMs, cpuMs, mb, (THREADS.getCurrentThreadCpuTime() - cpuNanos) / 1e6);
    }

    private static List<Figure> figures(List<Epoch> epochs) {
        String name = "an epoch of 100,000 changes in 1,000,000 keys: ";
        return List.of(
                new Figure(name + "work", median(epochs, Epoch::cpuMs), "ms", MOST_MS),
                new Figure(name + "written", median(epochs, Epoch::mb), "MB", MOST_MB),
                Figure.reported(name + "by the clock", median(epochs, Epoch::wallMs), "ms"),
                Figure.reported(
                        name + "compaction",
                        epochs.stream()
                                .mapToDouble(Epoch::compactionCpuMs)
                                .average()
                                .orElse(0),
                        "ms"));
    }

    private static double median(List<Epoch> epochs, ToDoubleFunction<Epoch> of) {
        double[] sorted = epochs.stream().mapToDouble(of).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
