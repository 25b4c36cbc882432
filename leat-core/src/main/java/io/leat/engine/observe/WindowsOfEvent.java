// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import io.leat.engine.operator.window.CumulativeWindowOperator;
import io.leat.engine.operator.window.SlidingWindowOperator;
import io.leat.engine.operator.window.WindowBounds;
import io.leat.observe.Span;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;

/** The windows that an event belongs to. */
final class WindowsOfEvent {
    private static final int MOST = 100;

    private WindowsOfEvent() {}

    /** Returns the latest 100 of them, earliest first. */
    static List<Span> of(Windows windows, long ms) {
        if (windows instanceof Windows.Session session) {
            return List.of(span(ms, ms + session.gapMs()));
        } else if (windows instanceof Windows.Count || windows instanceof Windows.CountOrTimeout) {
            return List.of();
        }
        WindowBounds bounds = WindowBounds.of(windows);
        if (windows instanceof Windows.Sliding sliding) {
            long last = SlidingWindowOperator.last(ms, sliding.slideMs(), sliding.offsetMs());
            return overlapping(bounds, last, ms - sliding.sizeMs(), sliding.slideMs());
        } else if (windows instanceof Windows.Cumulative cumulative) {
            long last = CumulativeWindowOperator.last(ms, cumulative.maxMs());
            return overlapping(bounds, last, ms - 1, cumulative.stepMs());
        }
        return List.of(span(bounds, windows instanceof Windows.OfResults ? ms : bounds.start(ms)));
    }

    /** Windows whose namespaces lie a step apart, above {@code below} and up to {@code last}. */
    private static List<Span> overlapping(WindowBounds bounds, long last, long below, long stepMs) {
        ArrayDeque<Span> spans = new ArrayDeque<>();
        for (long namespace = last; namespace > below && spans.size() < MOST; namespace -= stepMs) {
            spans.addFirst(span(bounds, namespace));
        }
        return List.copyOf(spans);
    }

    private static Span span(WindowBounds bounds, long namespace) {
        return span(bounds.start(namespace), bounds.end(namespace));
    }

    private static Span span(long startMs, long endMs) {
        return new Span(Instant.ofEpochMilli(startMs), Instant.ofEpochMilli(endMs));
    }
}
