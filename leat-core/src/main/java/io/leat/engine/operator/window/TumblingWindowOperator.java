// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Windows one after the other, each instant in one: of one size, or days or hours of a time zone.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class TumblingWindowOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final WindowBounds bounds;
    private final AlignedWindows<K, ?> windows;
    private final Tally tally;

    /** The window of the last event: neighbours mostly share it, and a division costs as much as a lookup. */
    private long lastStart;

    private long lastEnd;
    private long lastOverAt;

    public TumblingWindowOperator(AlignedWindows<K, ?> windows, Tally tally) {
        this.bounds = windows.bounds();
        this.windows = windows;
        this.tally = tally;
        moveTo(0);
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        if (ts < lastStart || ts >= lastEnd) {
            moveTo(ts);
        }
        if (lastOverAt <= w) {
            windows.late(input, value, ts);
            return;
        }
        Exception failure = windows.add(input, key, hash, value, ts, lastStart);
        if (failure != null) {
            windows.failed(value, ts, failure);
        }
    }

    private void moveTo(long ts) {
        lastStart = bounds.start(ts);
        lastEnd = bounds.end(lastStart);
        lastOverAt = windows.overAt(lastEnd);
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
