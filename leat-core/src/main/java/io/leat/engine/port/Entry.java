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
    private static final int ONE = 4;

    private @Nullable Object key;
    private int hash;

    /** Four times how often it was emitted, plus what the bits below say: in one number, since there are many entries. */
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
        emission = ONE * times + (hasChanged ? CHANGED : 0) + (complete ? COMPLETE : 0);
    }
}
