// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import com.sun.management.ThreadMXBean;
import io.leat.Leat;
import io.leat.bench.work.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.stream.DoubleStream;

/**
 * What a job does whose state is ten times what it may keep on the heap, in a JVM that could not hold all of it, beside the same job
 * with room for all, in one that can.
 */
public final class Room {
    private static final int KEYS = 4_000_000;
    /** As it is written, about 16 bytes for each key; and a tenth of that. */
    private static final long STATE_BYTES = 64_000_000;

    private static final long LIMIT_BYTES = STATE_BYTES / 10;
    private static final String LITTLE_HEAP = "-Xmx256m";
    private static final String MUCH_HEAP = "-Xmx2g";
    private static final int LEGS = 4;

    private final Path under;
    private final int seconds;

    /**
     * Prepares the measurement.
     *
     * @param under where jobs get their directories
     * @param seconds how long each run takes, beside the time until each key has state
     */
    public Room(Path under, int seconds) {
        this.under = under;
        this.seconds = seconds;
    }

    /** Measures. */
    public List<Figure> measure() throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        for (boolean skewed : new boolean[] {false, true}) {
            double[] all = run(MUCH_HEAP, Long.MAX_VALUE, skewed);
            double[] little = run(LITTLE_HEAP, LIMIT_BYTES, skewed);
            String name = skewed ? "nine of ten hits to a twentieth of the keys: " : "each key in turn: ";
            figures.add(Figure.reported(name + "thousand events/s, all on the heap", all[0], ""));
            figures.add(Figure.reported(name + "thousand events/s, a tenth on the heap", little[0], ""));
            figures.add(Figure.reported(name + "the same in processor time, ratio", little[1] / all[1], ""));
            figures.add(Figure.reported(name + "heap in use, all on the heap", all[LEGS + 1], "MB"));
            figures.add(Figure.reported(name + "heap in use, a tenth on the heap, at first", little[2], "MB"));
            figures.add(Figure.reported(name + "heap in use, a tenth on the heap, at last", little[LEGS + 1], "MB"));
            figures.add(Figure.reported(name + "restart, all on the heap", all[LEGS + 2], "ms"));
            figures.add(Figure.reported(name + "restart, a tenth on the heap", little[LEGS + 2], "ms"));
        }
        return figures;
    }

    /** Returns what {@link #main} prints, and in how many milliseconds the job goes on when it was killed. */
    private double[] run(String heap, long limit, boolean skewed) throws IOException, InterruptedException {
        try (Place place = Place.under(under)) {
            double[] measured = Fork.run(List.of(heap), Room.class, place.path(), limit, skewed, seconds);
            double[] again = Fork.run(List.of(heap), Recovery.class, Hits.LONG_WINDOWS, place.path(), 1, limit);
            return DoubleStream.concat(Arrays.stream(measured), Arrays.stream(again, 0, 1))
                    .toArray();
        }
    }

    /** Prints how many thousand events there were in a second, by the clock and in processor time, and the heap in use from time to time. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Legs legs = new Legs(Long.parseLong(args[3]) * 1_000_000_000L / LEGS, over);
        HitSource source = new HitSource(KEYS, Hits.PER_MS, legs);
        if (Boolean.parseBoolean(args[2])) {
            source.skew(KEYS);
        }
        long limit = Long.parseLong(args[1]);
        try (Leat leat = Leat.open(Path.of(args[0]), options -> options.stateOnHeap(limit))) {
            leat.start(Hits.LONG_WINDOWS.pipeline(source));
            over.await();
            System.out.println(legs);
            System.out.flush();
            Runtime.getRuntime().halt(0); // like a job that is killed
        }
    }

    /** The time in which it is measured, in some parts; between them the heap is looked at. */
    private static final class Legs implements HitSource.Pace {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        private final long legNanos;
        private final CountDownLatch over;
        private final List<Double> heapMb = new ArrayList<>();
        private long events;
        private long nanos;
        private long cpuNanos;
        private long legEvents;
        private long legBegin;
        private long legCpuBegin;

        Legs(long legNanos, CountDownLatch over) {
            this.legNanos = legNanos;
            this.over = over;
        }

        @Override
        public long upTo(long given) {
            if (given < KEYS) {
                return Long.MAX_VALUE;
            }
            if (legBegin == 0) {
                begin(given);
            } else if (System.nanoTime() - legBegin >= legNanos && heapMb.size() < LEGS) {
                end(given);
                begin(given);
            }
            return Long.MAX_VALUE;
        }

        private void begin(long given) {
            legEvents = given;
            legBegin = System.nanoTime();
            legCpuBegin = THREADS.getCurrentThreadCpuTime();
        }

        private void end(long given) {
            events += given - legEvents;
            nanos += System.nanoTime() - legBegin;
            cpuNanos += THREADS.getCurrentThreadCpuTime() - legCpuBegin;
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            heapMb.add((runtime.totalMemory() - runtime.freeMemory()) / 1e6);
            if (heapMb.size() == LEGS) {
                over.countDown();
            }
        }

        @Override
        public String toString() {
            StringBuilder line = new StringBuilder(
                    String.format(Locale.ROOT, "%.3f %.3f", events * 1e6 / nanos, events * 1e6 / cpuNanos));
            heapMb.forEach(mb -> line.append(String.format(Locale.ROOT, " %.1f", mb)));
            return line.toString();
        }
    }
}
