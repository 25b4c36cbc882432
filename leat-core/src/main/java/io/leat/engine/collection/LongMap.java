// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.collection;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A map from {@code long} by open addressing with linear probing and backward-shift deletion (Knuth, TAOCP 6.4, algorithm
 * R). Every operation is O(1) on average. Not thread-safe.
 */
public final class LongMap<V> implements Iterable<V> {
    private static final int FIRST_CAPACITY = 8;

    private long[] keys = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private int size;

    /** Returns the value of a key, or null. */
    @SuppressWarnings("unchecked") // only put() writes, with V
    public @Nullable V get(long key) {
        Object value = values[slotOf(key)];
        return (V) value;
    }

    /** Sets the value of a key. */
    public void put(long key, V value) {
        int slot = slotOf(key);
        if (values[slot] == null) {
            if (2 * (size + 1) > values.length) {
                grow();
                slot = slotOf(key);
            }
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
    }

    /** Removes a key, if it is there. */
    public void remove(long key) {
        int hole = slotOf(key);
        if (values[hole] != null) {
            size--;
            close(hole);
        }
    }

    /** Returns how many keys there are. */
    public int size() {
        return size;
    }

    /** Returns the keys in ascending order. A copy. */
    public long[] sortedKeys() {
        long[] found = new long[size];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                found[n++] = keys[i];
            }
        }
        Arrays.sort(found);
        return found;
    }

    @Override
    public Iterator<V> iterator() {
        return new Values();
    }

    /** The slot of the key, or the free one where it would go. */
    private int slotOf(long key) {
        int mask = values.length - 1;
        int slot = home(key, mask);
        while (values[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long key, int mask) {
        long mixed = key * 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: Fibonacci hashing, TAOCP 6.4
        return (int) (mixed >>> 32) & mask;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new @Nullable Object[2 * oldValues.length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private void close(int hole) {
        int mask = values.length - 1;
        int next = (hole + 1) & mask;
        while (values[next] != null) {
            int distanceFromHome = (next - home(keys[next], mask)) & mask;
            if (distanceFromHome >= ((next - hole) & mask)) {
                keys[hole] = keys[next];
                values[hole] = values[next];
                hole = next;
            }
            next = (next + 1) & mask;
        }
        values[hole] = null;
    }

    private final class Values implements Iterator<V> {
        private int next = advance(0);

        private int advance(int from) {
            int i = from;
            while (i < values.length && values[i] == null) {
                i++;
            }
            return i;
        }

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        @SuppressWarnings("unchecked") // only put() writes, with V
        public V next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            V value = (V) values[next];
            next = advance(next + 1);
            return value;
        }
    }
}
