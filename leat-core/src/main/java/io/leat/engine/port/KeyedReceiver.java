// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/** Takes records with their key, in one thread. */
public interface KeyedReceiver<K extends @Nullable Object, T> {
    /**
     * Takes a record.
     *
     * @param hash the stable hash of the key, as its codec defines it
     * @param ts its event time in milliseconds
     * @param own what the earlier records of its source partition imply: no more with a timestamp at or below this
     */
    void receive(K key, int hash, T value, long ts, long own);
}
