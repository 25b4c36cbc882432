// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Tally;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of one size that begin every slide. Their namespace is their start.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class SlidingWindowOperator<K extends @Nullable Object, T> extends OverlappingWindowOperator<K, T> {
    private final long size;
    private final long slide;
    private final long offset;

    public SlidingWindowOperator(Windows.Sliding shape, AlignedWindows<K, ?> windows, Tally tally) {
        super(shape.slideMs(), windows, tally);
        this.size = shape.sizeMs();
        this.slide = shape.slideMs();
        this.offset = shape.offsetMs();
    }

    /** Returns the start of the last window that begins at a time or before it. */
    public static long last(long ts, long slide, long offset) {
        return ts - Math.floorMod(ts - offset, slide);
    }

    @Override
    long last(long ts) {
        return last(ts, slide, offset);
    }

    @Override
    long below(long ts) {
        return ts - size;
    }
}
