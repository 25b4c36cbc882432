// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

/**
 * Chooses which records of one way are taken note of: all while they are few, or else the first of each time between two refills. While
 * it is not open records go by unseen, which {@link Unseen} is told. Its worker's thread only.
 */
public final class Sampler {
    /** How many there may be in a second, on average. */
    private static final int PER_SECOND = 2_000;
    /** How many there may be at once, after a time without. */
    private static final int MOST = 2_000;

    private static final long NANOS_EACH = 1_000_000_000 / PER_SECOND;

    private final Unseen unseen;
    private boolean open;
    /** Whether records go by unseen: not before the first refill, since nothing flows then. */
    private boolean passing;

    private boolean watched;
    private int left;
    private long refilledNanos;

    /** {@code unseen}: that of the job. */
    Sampler(Unseen unseen) {
        this.unseen = unseen;
    }

    /** Returns whether the record at hand is one that is taken note of: then {@link #taken} is to be called. */
    public boolean isOpen() {
        return open;
    }

    /** Says that a record was taken note of. */
    public void taken() {
        if (--left <= 0) {
            close();
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
            close();
        } else if (!watched) {
            watched = true;
            left = MOST;
            open();
            refilledNanos = nanos;
        } else {
            long more = (nanos - refilledNanos) / NANOS_EACH;
            if (more > 0) {
                left = (int) Math.min(MOST, left + more);
                refilledNanos += more * NANOS_EACH;
                open();
            }
        }
    }

    private void open() {
        open = true;
        if (passing) {
            passing = false;
            unseen.end();
        }
    }

    private void close() {
        open = false;
        if (!passing) {
            passing = true;
            unseen.begin();
        }
    }
}
