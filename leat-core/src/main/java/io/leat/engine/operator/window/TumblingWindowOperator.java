// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one size, one after the other.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class TumblingWindowOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final long size;
    private final long offset;
    private final AlignedWindows<K, ?> windows;
    private final Tally tally;

    /** The start of the window of the last event: neighbours mostly share it, and a division costs as much as a lookup. */
    private long lastStart;

    private long lastOverAt;

    public TumblingWindowOperator(Windows.Tumbling shape, AlignedWindows<K, ?> windows, Tally tally) {
        this.size = shape.sizeMs();
        this.offset = shape.offsetMs();
        this.windows = windows;
        this.tally = tally;
        this.lastStart = offset;
        this.lastOverAt = windows.overAt(offset);
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        long start = startOf(ts);
        if (lastOverAt <= w) {
            windows.late(input, value, ts);
        } else {
            Exception failure = windows.add(input, key, hash, value, ts, start);
            if (failure != null) {
                windows.failed(value, ts, failure);
            }
        }
    }

    private long startOf(long ts) {
        long start = lastStart;
        if (ts < start || ts >= start + size) {
            start = ts - Math.floorMod(ts - offset, size);
            lastStart = start;
            lastOverAt = windows.overAt(start);
        }
        return start;
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
