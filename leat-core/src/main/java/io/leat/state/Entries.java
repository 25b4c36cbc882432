// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A map per key. Valid only inside the callbacks of the {@link KeyedProcess} that declared it. */
public interface Entries<U, V> {
    /** Returns what the current key's map holds for {@code entry}, or null. */
    @Nullable
    V get(U entry);

    /** Puts into the current key's map. */
    void put(U entry, V value);

    /** Removes from the current key's map. */
    void remove(U entry);

    /** Returns the current key's map as it is now, in the order of first putting; empty if there is none. A copy. */
    Map<U, V> all();

    /** Removes the current key's map. */
    void clear();
}
