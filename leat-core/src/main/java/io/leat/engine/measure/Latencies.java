// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.metric.Cells;
import io.leat.metric.Distribution;
import java.util.concurrent.atomic.AtomicLongArray;

/** How long records took to a sink: a histogram, of which a microsecond is 1 in {@link Cells}. Written by one thread, read by any. */
public final class Latencies {
    private final AtomicLongArray cells = new AtomicLongArray(Cells.COUNT);

    /** Counts records that took so long, 0 or more. */
    public void record(long nanos, long records) {
        int cell = Cells.of((nanos + 999) / 1_000);
        cells.setRelease(cell, cells.getPlain(cell) + records);
    }

    /** Returns what was counted. */
    public Distribution distribution() {
        long[] counts = new long[Cells.COUNT];
        for (int cell = 0; cell < counts.length; cell++) {
            counts[cell] = cells.getAcquire(cell);
        }
        return Distribution.of(counts);
    }
}
