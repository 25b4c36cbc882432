// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.port.Entry;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one key group in one namespace: a set by key, by open addressing with linear probing and backward-shift
 * deletion. O(1) on average; growing touches only this group. Not thread-safe.
 */
final class EntrySet {
    private static final int FIRST_CAPACITY = 4;
    private static final int GROUP_BITS = Integer.numberOfTrailingZeros(KeyGroups.COUNT);

    private @Nullable Entry[] slots = new @Nullable Entry[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    /** The slots as they are: for sweeping over the entries. */
    @Nullable
    Entry[] slots() {
        return slots;
    }

    @Nullable
    Entry find(@Nullable Object key, int hash, int mixed) {
        Entry[] table = slots;
        int mask = table.length - 1;
        int slot = (mixed >>> GROUP_BITS) & mask;
        for (Entry entry; (entry = table[slot]) != null; slot = (slot + 1) & mask) {
            if (entry.hash() == hash && same(entry.key(), key)) {
                return entry;
            }
        }
        return null;
    }

    /** Adds an entry whose key is not here yet. */
    void add(Entry entry) {
        if (4 * (size + 1) > 3 * slots.length) {
            grow();
        }
        place(entry);
        size++;
    }

    /** Removes an entry that {@link #find} has found. */
    void remove(Entry entry) {
        int mask = slots.length - 1;
        int hole = home(entry, mask);
        while (slots[hole] != entry) {
            hole = (hole + 1) & mask;
        }
        size--;
        close(hole, mask);
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == b || (a != null && a.equals(b));
    }

    private static int home(Entry entry, int mask) {
        return (KeyGroups.mix(entry.hash()) >>> GROUP_BITS) & mask;
    }

    private void place(Entry entry) {
        int mask = slots.length - 1;
        int slot = home(entry, mask);
        while (slots[slot] != null) {
            slot = (slot + 1) & mask;
        }
        slots[slot] = entry;
    }

    private void grow() {
        @Nullable Entry[] old = slots;
        slots = new @Nullable Entry[2 * old.length];
        for (Entry entry : old) {
            if (entry != null) {
                place(entry);
            }
        }
    }

    private void close(int from, int mask) {
        int hole = from;
        int next = (hole + 1) & mask;
        for (Entry entry; (entry = slots[next]) != null; next = (next + 1) & mask) {
            if (((next - home(entry, mask)) & mask) >= ((next - hole) & mask)) {
                slots[hole] = entry;
                hole = next;
            }
        }
        slots[hole] = null;
    }
}
