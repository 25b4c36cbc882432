// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

/** Pauses between attempts: each is four times as long as the one before, up to a second. */
final class Pause {
    private static final long FIRST_MS = 10;
    private static final long LONGEST_MS = 1_000;
    private static final int GROWTH = 4;

    private long nextMs = FIRST_MS;

    /** Returns how long to wait now. */
    long nextMs() {
        long now = nextMs;
        nextMs = Math.min(LONGEST_MS, now * GROWTH);
        return now;
    }
}
