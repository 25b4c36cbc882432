// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import io.leat.Leat;
import io.leat.bench.work.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a stream over many keys stands still while an epoch of it ends every second, at full speed: the gaps between two batches of
 * events, beside those of the same job in memory.
 */
public final class Pauses {
    private static final int KEYS = 1_000_000;
    private static final int TURNS = 2;
    /** How many events a run has at least, however slow: so that short windows end. */
    private static final int LEAST = 10_000_000;

    private static final double MOST_MS = 10;

    private final Path under;
    private final int seconds;
    private final PrintWriter out;

    /**
     * Prepares the measurement.
     *
     * @param under where jobs get their directories
     * @param seconds how long each of the four runs of a pipeline takes, beside a warm-up
     * @param out gets the distributions
     */
    public Pauses(Path under, int seconds, PrintWriter out) {
        this.under = under;
        this.seconds = seconds;
        this.out = out;
    }

    /** Measures. */
    public List<Figure> measure() throws IOException, InterruptedException {
        out.printf(
                "%-34s %8s %8s %8s %8s %8s%n",
                "gaps between batches, ms", "50 %", "99 %", "99.9 %", "99.99 %", "longest");
        List<Figure> figures = new ArrayList<>();
        for (Hits hits : Hits.values()) {
            figures.add(measure(hits));
        }
        return figures;
    }

    private Figure measure(Hits hits) throws IOException, InterruptedException {
        Gaps without = new Gaps();
        Gaps with = new Gaps();
        long[] collectingMs = new long[2];
        run(hits, null, new Gaps());
        for (int turn = 0; turn < TURNS; turn++) {
            collectingMs[0] += run(hits, null, without);
            try (Place place = Place.under(under)) {
                collectingMs[1] += run(hits, place.path(), with);
            }
        }
        print(hits, "in memory", without, collectingMs[0]);
        print(hits, "with epochs", with, collectingMs[1]);
        double more = with.running().longestMs() - without.running().longestMs();
        String name = hits.title() + ": longest gap in processor time, more with epochs";
        return hits == Hits.SHORT_WINDOWS
                ? Figure.reported(name + ", a firing", more, "ms")
                : new Figure(name, more, "ms", MOST_MS);
    }

    private void print(Hits hits, String side, Gaps gaps, long collectingMs) {
        String what = hits.title() + " " + side;
        out.printf("%-34s %s   by the clock, %d ms of them collections%n", what, gaps.wall(), collectingMs);
        out.printf("%-34s %s   in processor time%n", "", gaps.running());
        out.flush();
    }

    /** Returns how long garbage was collected meanwhile. */
    private long run(Hits hits, @Nullable Path directory, Gaps gaps) throws InterruptedException {
        System.gc();
        gaps.restart();
        Load load = new Load(gaps, seconds);
        long before = collectingMs();
        try (Leat leat = directory == null ? Leat.inMemory() : Leat.open(directory)) {
            leat.start(hits.pipeline(new HitSource(KEYS, Hits.PER_MS, load))).awaitCompletion();
        }
        return collectingMs() - before;
    }

    private static long collectingMs() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    /** Measures from when each key has its state to the end of the time. */
    private static final class Load implements HitSource.Pace {
        private final Gaps gaps;
        private final long nanos;
        private long endNanos;

        Load(Gaps gaps, int seconds) {
            this.gaps = gaps;
            this.nanos = seconds * 1_000_000_000L;
        }

        @Override
        public long upTo(long given) {
            if (given < 2 * KEYS) {
                return Long.MAX_VALUE;
            }
            if (endNanos == 0) {
                endNanos = System.nanoTime() + nanos;
            }
            gaps.mark();
            return System.nanoTime() - endNanos < 0 || given < LEAST ? Long.MAX_VALUE : given;
        }
    }
}
