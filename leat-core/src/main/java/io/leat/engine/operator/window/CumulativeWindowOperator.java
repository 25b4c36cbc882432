// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Tally;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows that begin together and end a step apart, until the largest ends where the next begin. Their namespace is their
 * last millisecond.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class CumulativeWindowOperator<K extends @Nullable Object, T> extends OverlappingWindowOperator<K, T> {
    private final long max;

    public CumulativeWindowOperator(Windows.Cumulative shape, AlignedWindows<K, ?> windows, Tally tally) {
        super(shape.stepMs(), windows, tally);
        this.max = shape.maxMs();
    }

    /** Returns the last millisecond of the largest window that holds a time. */
    public static long last(long ts, long max) {
        return ts - Math.floorMod(ts, max) + max - 1;
    }

    @Override
    long last(long ts) {
        return last(ts, max);
    }

    @Override
    long below(long ts) {
        return ts - 1;
    }
}
