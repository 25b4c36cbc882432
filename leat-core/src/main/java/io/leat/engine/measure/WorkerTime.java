// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.metric.WorkerMetrics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What a worker does with its time. Written by its thread, read by any. */
public final class WorkerTime {
    private final AtomicLong restedNanos = new AtomicLong();
    private final AtomicLong blockedNanos = new AtomicLong();

    /** Says that it has rested, since it had nothing to do or, {@code blocked}, could not go on. */
    public void rested(long nanos, boolean blocked) {
        AtomicLong of = blocked ? blockedNanos : restedNanos;
        of.lazySet(of.getPlain() + nanos);
    }

    /** Returns what it has done of the time that the job has run. */
    public WorkerMetrics of(int number, Duration elapsed) {
        long blocked = blockedNanos.get();
        long busy = Math.max(0, elapsed.toNanos() - restedNanos.get() - blocked);
        return new WorkerMetrics(number, Duration.ofNanos(busy), Duration.ofNanos(blocked));
    }
}
