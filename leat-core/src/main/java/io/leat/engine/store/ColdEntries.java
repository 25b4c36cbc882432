// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.engine.store.scratch.Scratch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of one key group in one namespace are that are not on the heap: addresses in {@link Scratch} by hash, by open
 * addressing with linear probing and backward-shift deletion (Knuth, TAOCP 6.4, algorithm R). 11 to 21 bytes for each.
 *
 * <p>A slot has all of the mixed hash that the group does not tell, {@value #TAG_BITS} bits, and the address. So two keys look alike
 * here only if their hashes are the same, and only then an entry is read from the disk in vain.
 *
 * <p>Where there are many, there are two halves instead, told apart by the next of the high bits of the tag, as the low ones choose the
 * slot. So growing never takes long, and no array is so large that the collector gives it regions of its own. Not thread-safe.
 */
final class ColdEntries {
    private static final int FIRST_CAPACITY = 4;
    /** With more slots it is halved. */
    private static final int MOST_SLOTS = 1 << 14;

    private static final int GROUP_BITS = Integer.numberOfTrailingZeros(KeyGroups.COUNT);
    private static final int TAG_BITS = 31 - GROUP_BITS;
    private static final int ADDRESS_BITS = Scratch.ADDRESS_BITS; // what the tag leaves
    private static final long ADDRESS = (1L << ADDRESS_BITS) - 1;

    /** The bit of the tag that tells the halves apart. */
    private final int splitBit;

    private long[] slots = new long[FIRST_CAPACITY];
    private int size;
    /** Those whose tag has the bit, and the others; null if there are few. */
    private ColdEntries @Nullable [] halves;

    ColdEntries() {
        this(TAG_BITS - 1);
    }

    private ColdEntries(int splitBit) {
        this.splitBit = splitBit;
    }

    int size() {
        return size;
    }

    private static int tag(int mixed) {
        return mixed >>> GROUP_BITS;
    }

    private static int tag(long slot) {
        return (int) (slot >>> ADDRESS_BITS);
    }

    private static long slot(int mixed, long address) {
        return (long) tag(mixed) << ADDRESS_BITS | address;
    }

    private static ColdEntries half(ColdEntries[] of, int splitBit, int tag) {
        return of[(tag >>> splitBit) & 1];
    }

    /**
     * Returns the address of an entry that may have this mixed hash; 0 if there is none.
     *
     * @param after the address that was returned before, 0 at first
     */
    long find(int mixed, long after) {
        if (halves != null) {
            return half(halves, splitBit, tag(mixed)).find(mixed, after);
        }
        int mask = slots.length - 1;
        boolean found = after == 0;
        for (int i = tag(mixed) & mask; slots[i] != 0; i = (i + 1) & mask) {
            if (tag(slots[i]) == tag(mixed)) {
                long address = slots[i] & ADDRESS;
                if (found) {
                    return address;
                }
                found = address == after;
            }
        }
        return 0;
    }

    /** Adds an entry. */
    void add(int mixed, long address) {
        add(slot(mixed, address));
    }

    private void add(long entry) {
        size++;
        if (halves == null && 4 * size > 3 * slots.length) {
            grow();
        }
        if (halves != null) {
            half(halves, splitBit, tag(entry)).add(entry);
        } else {
            place(entry);
        }
    }

    private void grow() {
        if (slots.length < MOST_SLOTS || 1 << splitBit < MOST_SLOTS) {
            rebuild(2 * slots.length);
            return;
        }
        ColdEntries[] fresh = {new ColdEntries(splitBit - 1), new ColdEntries(splitBit - 1)};
        for (long entry : slots) {
            if (entry != 0) {
                half(fresh, splitBit, tag(entry)).add(entry);
            }
        }
        halves = fresh;
        slots = new long[0];
    }

    private void rebuild(int capacity) {
        long[] old = slots;
        slots = new long[capacity];
        for (long slot : old) {
            if (slot != 0) {
                place(slot);
            }
        }
    }

    private void place(long entry) {
        int mask = slots.length - 1;
        int i = tag(entry) & mask;
        while (slots[i] != 0) {
            i = (i + 1) & mask;
        }
        slots[i] = entry;
    }

    /** Returns whether an entry is here. */
    boolean has(int mixed, long address) {
        return halves != null
                ? half(halves, splitBit, tag(mixed)).has(mixed, address)
                : slots[indexOf(slot(mixed, address))] != 0;
    }

    /** Says that an entry, which is here, has another address now. */
    void move(int mixed, long from, long to) {
        if (halves != null) {
            half(halves, splitBit, tag(mixed)).move(mixed, from, to);
        } else {
            slots[indexOf(slot(mixed, from))] = slot(mixed, to);
        }
    }

    /** Removes an entry, which is here. */
    void remove(int mixed, long address) {
        size--;
        if (halves != null) {
            half(halves, splitBit, tag(mixed)).remove(mixed, address);
            return;
        }
        int i = indexOf(slot(mixed, address));
        if (slots[i] == 0) {
            throw new IllegalStateException("no entry of hash " + mixed + " at " + address);
        }
        close(i);
        if (slots.length > FIRST_CAPACITY && 8 * size < slots.length) {
            rebuild(slots.length / 2);
        }
    }

    /** The index of an entry, or of the free slot where it would go. */
    private int indexOf(long entry) {
        int mask = slots.length - 1;
        int i = tag(entry) & mask;
        while (slots[i] != 0 && slots[i] != entry) {
            i = (i + 1) & mask;
        }
        return i;
    }

    private void close(int from) {
        int mask = slots.length - 1;
        int hole = from;
        for (int next = (hole + 1) & mask; slots[next] != 0; next = (next + 1) & mask) {
            if (((next - tag(slots[next])) & mask) >= ((next - hole) & mask)) {
                slots[hole] = slots[next];
                hole = next;
            }
        }
        slots[hole] = 0;
    }

    /** Returns all addresses in ascending order: that of the disk. A copy. */
    long[] sorted() {
        long[] addresses = new long[size];
        collect(addresses, 0);
        Arrays.sort(addresses);
        return addresses;
    }

    private int collect(long[] into, int from) {
        int n = from;
        if (halves != null) {
            return halves[1].collect(into, halves[0].collect(into, n));
        }
        for (long slot : slots) {
            if (slot != 0) {
                into[n++] = slot & ADDRESS;
            }
        }
        return n;
    }
}
