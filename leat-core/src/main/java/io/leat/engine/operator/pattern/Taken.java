// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import org.jspecify.annotations.Nullable;

/**
 * An event that a step has taken, with those taken before it: a list that grows at its head. Matches that begin alike share
 * what they have in common; each costs at most one of these for each of its events, and the events are kept once.
 */
final class Taken {
    /** The event. */
    final @Nullable Object value;
    /** Its time in milliseconds. */
    final long ts;
    /** Its place among the events of the key, by which matches are compared. */
    final long place;
    /** The step that took it. */
    final int stage;
    /** How many events that step has taken now. */
    final int count;
    /** What was taken before; null if this is the first. */
    final @Nullable Taken before;
    /** The first of all. */
    private final Taken first;

    @SuppressWarnings("ThisEscapedInObjectConstruction") // the first of all is its own first
    Taken(@Nullable Object value, long ts, long place, int stage, @Nullable Taken before) {
        this.value = value;
        this.ts = ts;
        this.place = place;
        this.stage = stage;
        this.count = before != null && before.stage == stage ? before.count + 1 : 1;
        this.before = before;
        this.first = before == null ? this : before.first;
    }

    /** Returns the time of the first event. */
    long startTime() {
        return first.ts;
    }

    /** Returns the place of the first event. */
    long start() {
        return first.place;
    }
}
