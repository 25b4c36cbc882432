// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.port.Entry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one key group in one namespace: a set by key, by open addressing with linear probing and backward-shift
 * deletion. O(1) on average; growing touches only this group. Not thread-safe.
 */
final class EntrySet {
    private static final int FIRST_CAPACITY = 4;
    private static final int GROUP_BITS = Integer.numberOfTrailingZeros(KeyGroups.COUNT);

    private @Nullable Entry[] slots;
    private int size;
    private int most;
    /** How far a sweep has come: the slot of the entry that is being visited. */
    private int swept;
    /** The entries that are not on the heap; null if there are none. */
    private @Nullable ColdEntries cold;

    /** {@code expected}: how many entries there will be, if that is known. */
    EntrySet(int expected) {
        int capacity = FIRST_CAPACITY;
        while (4 * (long) expected > 3 * (long) capacity) {
            capacity *= 2;
        }
        slots = new @Nullable Entry[capacity];
    }

    /** Returns how many entries are here, on the heap. */
    int size() {
        return size;
    }

    /** Returns the entries that are not on the heap; null if there are none. */
    @Nullable
    ColdEntries cold() {
        return cold;
    }

    void cold(@Nullable ColdEntries entries) {
        cold = entries;
    }

    /** Returns whether there is no entry, on the heap or not. */
    boolean isEmpty() {
        return size == 0 && cold == null;
    }

    /** Returns how many entries there were at most. */
    int most() {
        return most;
    }

    /**
     * Hands every entry to {@code visitor}, which may {@linkplain #removeSwept remove} it. Nothing else may change, and only
     * the entry that is being visited can be found.
     */
    void sweep(Consumer<Entry> visitor) {
        int before = size;
        for (swept = 0; swept < slots.length; swept++) {
            Entry entry = slots[swept];
            if (entry != null) {
                visitor.accept(entry);
            }
        }
        if (size != before && size > 0) {
            rebuild(slots, slots.length);
        }
    }

    /** Removes the entry that is being visited, without closing the hole: the sweep does that once, at its end. */
    void removeSwept() {
        slots[swept] = null;
        size--;
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
        most = Math.max(most, size);
    }

    /** Puts an entry in the place of the one of its key, and returns that; null if there is none. */
    @Nullable
    Entry replace(Entry entry, int mixed) {
        int mask = slots.length - 1;
        int slot = (mixed >>> GROUP_BITS) & mask;
        for (Entry there; (there = slots[slot]) != null; slot = (slot + 1) & mask) {
            if (there.hash() == entry.hash() && same(there.key(), entry.key())) {
                slots[slot] = entry;
                return there;
            }
        }
        return null;
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

    /** Returns how many slots there are. */
    int capacity() {
        return slots.length;
    }

    /** Returns the entry of a slot, null if it is free. */
    @Nullable
    Entry at(int slot) {
        return slots[slot];
    }

    /** Removes the entry of a slot. Others move up: what then is in the slot has not been there before, but for the last slots. */
    void removeAt(int slot) {
        size--;
        close(slot, slots.length - 1);
    }

    /** Gives back memory when much more of it is free than used. */
    void trim() {
        int capacity = slots.length;
        while (capacity > FIRST_CAPACITY && 4 * size < capacity) {
            capacity /= 2;
        }
        if (capacity < slots.length) {
            rebuild(slots, capacity);
        }
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return true;
        }
        if (a instanceof String text && b instanceof String other) {
            return text.equals(other); // the usual key, without asking which equals it is
        }
        return a != null && a.equals(b);
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
        rebuild(slots, 2 * slots.length);
    }

    private void rebuild(@Nullable Entry[] old, int capacity) {
        slots = new @Nullable Entry[capacity];
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
