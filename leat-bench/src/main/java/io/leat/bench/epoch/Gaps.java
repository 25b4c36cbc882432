// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.epoch;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * How long a stream stands still: the times between two calls of {@link #mark} in one thread, by the clock and in processor time of the
 * thread. The latter leaves out what other programs and the collector take.
 */
final class Gaps {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Times wall = new Times();
    private final Times running = new Times();
    private long nanos;
    private long cpuNanos;

    /** Begins, or goes on: the gap since the call before has ended. */
    void mark() {
        long nowNanos = System.nanoTime();
        long nowCpuNanos = THREADS.getCurrentThreadCpuTime();
        if (cpuNanos != 0) {
            wall.add(nowNanos - nanos);
            running.add(nowCpuNanos - cpuNanos);
        }
        nanos = nowNanos;
        cpuNanos = nowCpuNanos;
    }

    /** Takes the next call for the first one. */
    void restart() {
        cpuNanos = 0;
    }

    Times wall() {
        return wall;
    }

    /** Returns them in processor time. */
    Times running() {
        return running;
    }

    /** Times. */
    static final class Times {
        private long[] nanos = new long[1 << 16];
        private int size;

        private void add(long gap) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = gap;
        }

        /** Returns the longest, in milliseconds. */
        double longestMs() {
            return Arrays.stream(nanos, 0, size).max().orElse(0) / 1e6;
        }

        /** Returns the distribution, in milliseconds. */
        @Override
        public String toString() {
            long[] sorted = Arrays.copyOf(nanos, size);
            Arrays.sort(sorted);
            return String.format(
                    Locale.ROOT,
                    "%8.3f %8.3f %8.2f %8.2f %8.2f",
                    ms(sorted, 0.5),
                    ms(sorted, 0.99),
                    ms(sorted, 0.999),
                    ms(sorted, 0.9999),
                    ms(sorted, 1));
        }

        private static double ms(long[] sorted, double share) {
            return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
        }
    }
}
