// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

/** A match under way: what it has taken, and which steps wait for an event. */
final class PartialMatch {
    final Taken last;
    /** The mask of the steps that wait. */
    long waiting;
    /** Whether no event has come since the last that was taken. */
    boolean isFresh;

    PartialMatch(Taken last, long waiting, boolean isFresh) {
        this.last = last;
        this.waiting = waiting;
        this.isFresh = isFresh;
    }

    long start() {
        return last.start();
    }
}
