// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to move: for tests and simulations. Thread-safe. */
public final class ManualClock implements InstantSource {
    private volatile Instant now;

    private ManualClock(Instant start) {
        now = start;
    }

    /** Returns a clock that shows {@code start}. */
    public static ManualClock at(Instant start) {
        return new ManualClock(start);
    }

    /** Moves the clock, forwards or back, and returns the new time. */
    public synchronized Instant advance(Duration by) {
        Instant moved = now.plus(by);
        now = moved;
        return moved;
    }

    /** Sets the clock. */
    public synchronized void set(Instant to) {
        now = to;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
