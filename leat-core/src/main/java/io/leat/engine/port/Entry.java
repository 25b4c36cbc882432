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
    private int emitted;
    private boolean changed;

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
        changed = true;
    }

    /** Returns whether the entry differs from what was last emitted of it. */
    public final boolean isChanged() {
        return changed;
    }

    /** Notes that the entry is being emitted as it is, and returns how often it was before. */
    public final int markEmitted() {
        changed = false;
        return emitted++;
    }

    /** Returns how often the entry was emitted. */
    public final int emitted() {
        return emitted;
    }

    /** Sets what {@link #emitted} and {@link #isChanged} tell: for an entry that is restored or merged. */
    public final void emission(int times, boolean hasChanged) {
        emitted = times;
        changed = hasChanged;
    }
}
