// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.util.List;

/** A list per key. Valid only inside the callbacks of the {@link KeyedProcess} that declared it. */
public interface Values<E> {
    /** Adds to the end of the current key's list. */
    void add(E element);

    /** Returns the current key's list as it is now, in the order of adding; empty if there is none. A copy. */
    List<E> all();

    /** Removes the current key's list. */
    void clear();
}
