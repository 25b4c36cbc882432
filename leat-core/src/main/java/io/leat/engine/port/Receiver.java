// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/** Takes records, each pushed by the one before it in the chain, in one thread. */
public interface Receiver<T extends @Nullable Object> {
    /**
     * Takes a record.
     *
     * @param ts its event time in milliseconds
     * @param own what the earlier records of its source partition imply: no more with a timestamp at or below this
     */
    void receive(T value, long ts, long own);
}
