// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one size that begin every slide: an event goes into each that holds it.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class SlidingWindowOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final long size;
    private final long slide;
    private final long offset;
    private final AlignedWindows<K, ?> windows;
    private final Tally tally;

    public SlidingWindowOperator(Windows.Sliding shape, AlignedWindows<K, ?> windows, Tally tally) {
        this.size = shape.sizeMs();
        this.slide = shape.slideMs();
        this.offset = shape.offsetMs();
        this.windows = windows;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        long newest = ts - Math.floorMod(ts - offset, slide);
        long start = newest;
        Exception failure = null;
        // Newest first: once a window is over, all before it are.
        for (; start > ts - size && !windows.isOver(start, w); start -= slide) {
            Exception thrown = windows.add(input, key, hash, value, ts, start);
            failure = thrown == null
                    ? failure
                    : thrown; // an accumulator of the user's own may throw in some windows only
        }
        if (failure != null) {
            windows.failed(value, ts, failure);
        } else if (start > ts - size) {
            missed(start == newest, input, value, ts);
        } else if (start == newest) {
            tally.unwindowed++;
        }
    }

    private void missed(boolean all, int input, T value, long ts) {
        if (all) {
            windows.late(input, value, ts);
        } else {
            tally.partiallyLate++;
        }
    }

    @Override
    public void onDue(K key, int hash, long start, long time) {
        windows.due(key, hash, start, time);
    }

    @Override
    public long heldBack(long w) {
        return windows.heldBack(w);
    }
}
