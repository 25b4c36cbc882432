// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures time, processor time and allocation of one thread, between two calls in it. */
final class Meter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long nanos;
    private long cpuNanos;
    private long bytes;

    void begin() {
        bytes = -THREADS.getCurrentThreadAllocatedBytes();
        cpuNanos = -THREADS.getCurrentThreadCpuTime();
        nanos = -System.nanoTime();
    }

    void end() {
        nanos += System.nanoTime();
        cpuNanos += THREADS.getCurrentThreadCpuTime();
        bytes += THREADS.getCurrentThreadAllocatedBytes();
    }

    /** Returns what one run was, when it has ended. */
    Run run(long events, Checksum sum) {
        return new Run(events, nanos, cpuNanos, bytes, sum.results(), sum.value());
    }
}
