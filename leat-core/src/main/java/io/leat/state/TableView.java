// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table to be read, not changed: the latest value of each key. For the thread that it is handed to, during that call.
 *
 * @param <K> the keys
 * @param <V> the values
 */
public interface TableView<K, V> {
    /** Returns the value of a key; null if there is none. O(1). */
    @Nullable
    V get(K key);

    /** Returns all values by key, as they are now. Made when it is first asked for after a change, in O(n). */
    Map<K, V> all();
}
