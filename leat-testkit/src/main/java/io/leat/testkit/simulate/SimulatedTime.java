// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;

/** The time of a simulation, which stands still unless it is moved on. */
final class SimulatedTime implements InstantSource {
    private static final long BEGIN_MS = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();
    /** The clock goes no further: then sources would be idle, and what comes of them later would be late. */
    private static final long LAST_MS = BEGIN_MS + 9_000;

    private long nowMs = BEGIN_MS;
    private long nanos;

    void moveOn(Random random) {
        long ms = random.nextInt(30);
        nowMs = Math.min(LAST_MS, nowMs + ms);
        nanos += ms * 1_000_000 + random.nextInt(1_000_000);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMs);
    }

    /** Returns the time by which epochs end. */
    long nanos() {
        return nanos;
    }
}
