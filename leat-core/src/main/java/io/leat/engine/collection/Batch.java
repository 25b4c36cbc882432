// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import org.jspecify.annotations.Nullable;

/**
 * Some records on their way between threads, with marks between them. Written by one thread, then read by another; the edge
 * in between orders the two.
 */
public final class Batch {
    public static final int CAPACITY = 256;

    /** In place of a value: the time is a watermark. */
    public static final Object WATERMARK = new Object();
    /** In place of a value: the time is the watermark of a sender that is idle. */
    public static final Object IDLE = new Object();
    /** In place of a value: the time is the number of an epoch. Nothing follows it in its batch. */
    public static final Object BARRIER = new Object();

    public final @Nullable Object[] values = new @Nullable Object[CAPACITY];
    public final @Nullable Object[] keys = new @Nullable Object[CAPACITY];
    public final int[] hashes = new int[CAPACITY];
    public final long[] times = new long[CAPACITY];
    public final long[] owns = new long[CAPACITY];
    public int size;
    /** Since when the first of the records is in the job, as {@link System#nanoTime}. */
    public long sinceNanos;

    /** Adds a record; the batch must not be full. */
    public void add(@Nullable Object key, int hash, @Nullable Object value, long ts, long own) {
        int at = size++;
        keys[at] = key;
        hashes[at] = hash;
        values[at] = value;
        times[at] = ts;
        owns[at] = own;
    }

    /** Adds a mark; the batch must not be full. */
    public void mark(Object mark, long number) {
        add(null, 0, mark, number, 0);
    }

    public boolean isFull() {
        return size == CAPACITY;
    }

    /** Forgets the records, so that they can be collected. */
    public void clear() {
        for (int i = 0; i < size; i++) {
            values[i] = null;
            keys[i] = null;
        }
        size = 0;
    }
}
