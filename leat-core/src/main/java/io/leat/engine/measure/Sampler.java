// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

/**
 * Chooses which records of one way are taken note of: all while they are few, or else the first of each time between two refills. Its
 * worker's thread only.
 */
public final class Sampler {
    /** How many there may be in a second, on average. */
    private static final int PER_SECOND = 2_000;
    /** How many there may be at once, after a time without. */
    private static final int MOST = 2_000;

    private static final long NANOS_EACH = 1_000_000_000 / PER_SECOND;

    private boolean open;
    private boolean watched;
    private int left;
    private long refilledNanos;

    /** Returns whether the record at hand is one that is taken note of: then {@link #taken} is to be called. */
    public boolean isOpen() {
        return open;
    }

    /** Says that a record was taken note of. */
    public void taken() {
        if (--left <= 0) {
            open = false;
        }
    }

    /**
     * Goes on after some time.
     *
     * @param isWatched whether anybody looks
     * @param nanos the time
     */
    public void refill(boolean isWatched, long nanos) {
        if (!isWatched) {
            watched = false;
            open = false;
        } else if (!watched) {
            watched = true;
            left = MOST;
            open = true;
            refilledNanos = nanos;
        } else {
            long more = (nanos - refilledNanos) / NANOS_EACH;
            if (more > 0) {
                left = (int) Math.min(MOST, left + more);
                refilledNanos += more * NANOS_EACH;
                open = true;
            }
        }
    }
}
