// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/**
 * The state of one key in one namespace: what a {@link Table} holds. Operators subclass it.
 *
 * <p>It carries its key, so that a table is one array of entries and finding one touches no other memory than the entry
 * that is wanted anyway.
 */
public abstract class Entry {
    private static final int CHANGED = 1;
    private static final int COMPLETE = 2;
    /** The bits that belong to the table. */
    private static final int MARKS = 4 + 8 + 16;

    private static final int ONE = 32;

    private @Nullable Object key;
    private int hash;

    /** How often it was emitted, in the high bits, and what the bits above say: in one number, since there are many entries. */
    private int emission;

    /** Says whose state this is. Called once by the table that takes it. */
    public final void belongTo(@Nullable Object newKey, int newHash) {
        key = newKey;
        hash = newHash;
    }

    /** Returns the key; null for the state of all events. */
    public final @Nullable Object key() {
        return key;
    }

    /** Returns the stable hash of the key. */
    public final int hash() {
        return hash;
    }

    /** Notes that the entry differs from what was last emitted of it. */
    public final void markChanged() {
        emission |= CHANGED;
    }

    /** Returns whether the entry differs from what was last emitted of it. */
    public final boolean isChanged() {
        return (emission & CHANGED) != 0;
    }

    /**
     * Notes that the entry is being emitted as it is.
     *
     * @param complete whether that is a complete result, or one before its time
     * @return how often it was emitted before
     */
    public final int markEmitted(boolean complete) {
        int before = emitted();
        emission(before + 1, false, complete || isComplete());
        return before;
    }

    /** Returns how often the entry was emitted. */
    public final int emitted() {
        return emission / ONE;
    }

    /** Returns whether a complete result was emitted. */
    public final boolean isComplete() {
        return (emission & COMPLETE) != 0;
    }

    /** Sets what {@link #emitted}, {@link #isChanged} and {@link #isComplete} tell: for an entry that is restored or merged. */
    public final void emission(int times, boolean hasChanged, boolean complete) {
        emission = ONE * times + (hasChanged ? CHANGED : 0) + (complete ? COMPLETE : 0) + (emission & MARKS);
    }

    // ---- for the table --------------------------------------------------------------------------------------------

    /** Returns whether a mark of the table is set. */
    public final boolean has(Mark mark) {
        return (emission & mark.bit) != 0;
    }

    /** Sets a mark of the table. */
    public final void set(Mark mark) {
        emission |= mark.bit;
    }

    /** Removes a mark of the table. */
    public final void clear(Mark mark) {
        emission &= ~mark.bit;
    }

    /** What a table that tells its changes notes of an entry. */
    public enum Mark {
        /** It has changed in an epoch of even number, and that is still to be written. */
        CHANGED_EVEN(4),
        /** It has changed in an epoch of odd number, and that is still to be written. */
        CHANGED_ODD(8),
        /** It was written in some epoch, so that its removal must be written too. */
        STORED(16);

        private final int bit;

        Mark(int bit) {
            this.bit = bit;
        }
    }
}
