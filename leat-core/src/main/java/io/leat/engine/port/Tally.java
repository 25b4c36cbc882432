// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

/**
 * The counters of one step in one thread. Plain fields, written by that thread alone: an increment costs a cycle. The
 * host {@linkplain #publish publishes} them at the end of a batch for others to {@linkplain #read read}.
 */
public final class Tally {
    /** Records that came in. */
    public long in;
    /** Records that were emitted, by steps that do not emit exactly what they do not drop. */
    public long out;
    /** Records that a filter dropped. */
    public long filtered;
    /** Records too late to count anywhere. */
    public long late;
    /** Records that missed some of their windows, not all. */
    public long partiallyLate;
    /** Records in the gap between windows. */
    public long unwindowed;
    /** Records that failed. */
    public long failed;
    /** Windows opened, less those merged into another. */
    public long windows;

    private volatile long[] published = new long[8];

    /** Makes the counters visible to other threads. */
    public void publish() {
        published = values();
    }

    /** Returns the counters as they are, in the order of the fields. */
    public long[] values() {
        return new long[] {in, out, filtered, late, partiallyLate, unwindowed, failed, windows};
    }

    /** Returns the counters as they were last published, in the order of the fields. Any thread. */
    public long[] read() {
        return published.clone();
    }
}
