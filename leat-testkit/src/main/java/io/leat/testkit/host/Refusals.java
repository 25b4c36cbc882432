// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Which calls of the sinks of a run are refused: a few, and never so many that the engine gives up. Thread-safe. */
final class Refusals {
    /** The engine tries five times. */
    private static final int MOST_IN_A_ROW = 2;

    private static final int FURTHEST = 12;

    private final AtomicInteger calls = new AtomicInteger();
    private final int first;
    private final int last;

    private Refusals(int first, int last) {
        this.first = first;
        this.last = last;
    }

    static Refusals none() {
        return new Refusals(-1, -1);
    }

    /** Refuses one or two calls in a row, not far from the first. */
    static Refusals some(long seed) {
        Random random = new Random(seed);
        int first = random.nextInt(FURTHEST);
        return new Refusals(first, first + random.nextInt(MOST_IN_A_ROW));
    }

    void mayRefuse() throws IOException {
        int call = calls.getAndIncrement();
        if (first <= call && call <= last) {
            throw new IOException("call " + call + " of the sinks is refused, as the schedule wants it");
        }
    }
}
