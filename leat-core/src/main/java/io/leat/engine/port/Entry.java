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
    private @Nullable Object key;
    private int hash;

    /** Twice how often it was emitted, plus one if it has changed since: in one number, since there are many entries. */
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
        emission |= 1;
    }

    /** Returns whether the entry differs from what was last emitted of it. */
    public final boolean isChanged() {
        return (emission & 1) != 0;
    }

    /** Notes that the entry is being emitted as it is, and returns how often it was before. */
    public final int markEmitted() {
        int before = emitted();
        emission = 2 * (before + 1);
        return before;
    }

    /** Returns how often the entry was emitted. */
    public final int emitted() {
        return emission >>> 1;
    }

    /** Sets what {@link #emitted} and {@link #isChanged} tell: for an entry that is restored or merged. */
    public final void emission(int times, boolean hasChanged) {
        emission = 2 * times + (hasChanged ? 1 : 0);
    }
}
