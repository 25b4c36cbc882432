// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/**
 * Logic over keyed records: a window, a join, a process. Called by one thread at a time; it never blocks. All its state is
 * in tables, so a host may throw the object away between any two calls and go on with another.
 */
public interface Operator<K extends @Nullable Object, T> {
    /**
     * Handles a record.
     *
     * @param input which of the operator's inputs it came by
     * @param hash the stable hash of the key
     * @param ts its event time in milliseconds
     * @param w what lateness is judged by: the larger of the record's own watermark and the merged one
     */
    void onRecord(int input, K key, int hash, T value, long ts, long w);

    /**
     * Handles a timer of event time. It may come for a reason that is gone, or too early for what has changed since: the
     * operator checks again.
     *
     * @param namespace as it was given to {@link Timers#at}
     * @param time for which the timer was set
     */
    void onDue(K key, int hash, long namespace, long time);

    /** Handles a timer of the clock. */
    default void onClock(K key, int hash, long namespace, long time) {}

    /** Returns the watermark to forward when the merged one is {@code w}: less by what may still be emitted behind it. */
    default long heldBack(long w) {
        return w;
    }
}
