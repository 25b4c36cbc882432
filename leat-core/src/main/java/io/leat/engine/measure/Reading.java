// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

/** Since when the records at hand are in the job: those of a source since they were read, those of another worker since it read them. */
public final class Reading {
    private static final long UNKNOWN = Long.MIN_VALUE;

    private long sinceNanos = UNKNOWN;

    /** Returns it, as {@link System#nanoTime}; {@link #isKnown} says whether it has a meaning. */
    public long sinceNanos() {
        return sinceNanos;
    }

    public boolean isKnown() {
        return sinceNanos != UNKNOWN;
    }

    /** Says since when. */
    public void since(long nanos) {
        sinceNanos = nanos;
    }

    /** Says that the records at hand do not come from reading: from a clock, or an answer to a lookup. */
    public void forget() {
        sinceNanos = UNKNOWN;
    }
}
