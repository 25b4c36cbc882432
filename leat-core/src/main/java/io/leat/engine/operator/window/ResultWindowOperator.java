// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Windows of results of windows: each result goes into the window that it is the result of, whose last millisecond is its
 * time, and so is the namespace.
 *
 * @param <K> the keys
 * @param <T> the results
 */
public final class ResultWindowOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final AlignedWindows<K, ?> windows;
    private final Tally tally;

    public ResultWindowOperator(AlignedWindows<K, ?> windows, Tally tally) {
        this.windows = windows;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        if (windows.isOver(ts, w)) {
            windows.late(input, value, ts);
            return;
        }
        Exception failure = windows.add(input, key, hash, value, ts, ts);
        if (failure != null) {
            windows.failed(value, ts, failure);
        }
    }

    @Override
    public void onDue(K key, int hash, long last, long time) {
        windows.due(key, hash, last, time);
    }

    @Override
    public long heldBack(long w) {
        return windows.heldBack(w);
    }
}
