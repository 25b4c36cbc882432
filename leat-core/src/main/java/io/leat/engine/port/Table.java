// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/**
 * The state of an operator: at most one entry for each key and namespace. A namespace is what the operator says it is, such
 * as the start of a window.
 *
 * <p>An operator reaches the entries of the key that it is called for, and of no other. An entry that it was given is its
 * own until it returns: it must not be kept for the next call, since a host may then have another in its place.
 *
 * @param <K> the keys
 * @param <S> the entries
 */
public interface Table<K extends @Nullable Object, S extends Entry> {
    /** Returns the entry, to be changed in place and then {@link #save}d; null if there is none. */
    @Nullable
    S forUpdate(K key, int hash, long namespace);

    /** Puts a new entry where {@link #forUpdate} has just found none, and returns it. It is saved as it is now. */
    S insert(K key, int hash, long namespace, S fresh);

    /** Says that an entry was changed which this call was given. What is not said may be lost. */
    default void save(S entry) {}

    /** Removes an entry, if it is there. */
    void remove(K key, int hash, long namespace);
}
