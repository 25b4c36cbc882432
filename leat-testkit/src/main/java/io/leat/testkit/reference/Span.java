// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

/** The instants {@code start <= t < end}. */
public record Span(long start, long end) {
    /** Returns whether an instant lies in the span. */
    public boolean holds(long time) {
        return start <= time && time < end;
    }

    /** Returns whether some instant lies in both. */
    public boolean overlaps(Span other) {
        return Math.max(start, other.start) < Math.min(end, other.end);
    }

    /** Returns the smallest span that holds both. */
    public Span with(Span other) {
        return new Span(Math.min(start, other.start), Math.max(end, other.end));
    }
}
