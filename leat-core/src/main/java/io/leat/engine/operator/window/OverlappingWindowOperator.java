// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Tally;
import org.jspecify.annotations.Nullable;

/**
 * Windows of which several hold one event: it goes into each. Their namespaces are a fixed step apart, and a window with a
 * larger one ends later.
 *
 * @param <K> the keys
 * @param <T> the events
 */
abstract class OverlappingWindowOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final long step;
    private final AlignedWindows<K, ?> windows;
    private final Tally tally;

    OverlappingWindowOperator(long step, AlignedWindows<K, ?> windows, Tally tally) {
        this.step = step;
        this.windows = windows;
        this.tally = tally;
    }

    /** Returns the namespace of the last window that holds an event, if any does. */
    abstract long last(long ts);

    /** Returns what the namespaces of all windows that hold an event are above. */
    abstract long below(long ts);

    @Override
    public final void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        long last = last(ts);
        long below = below(ts);
        long namespace = last;
        Exception failure = null;
        // Last first: once a window is over, all before it are.
        for (; namespace > below && !windows.isOver(namespace, w); namespace -= step) {
            Exception thrown = windows.add(input, key, hash, value, ts, namespace);
            failure = thrown == null
                    ? failure
                    : thrown; // an accumulator of the user's own may throw in some windows only
        }
        if (failure != null) {
            windows.failed(value, ts, failure);
        } else if (namespace > below) {
            missed(namespace == last, input, value, ts);
        } else if (namespace == last) {
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
    public final void onDue(K key, int hash, long namespace, long time) {
        windows.due(key, hash, namespace, time);
    }

    @Override
    public final long heldBack(long w) {
        return windows.heldBack(w);
    }
}
