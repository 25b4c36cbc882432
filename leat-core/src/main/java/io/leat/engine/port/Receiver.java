// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/**
 * Takes records, each pushed by the one before it in the chain, in one thread.
 *
 * <p>A class and not an interface, since where many pipelines share the operators' classes a call by a class's table is
 * faster than one by an interface's.
 */
public abstract class Receiver<T extends @Nullable Object> {
    /**
     * Takes a record.
     *
     * @param ts its event time in milliseconds
     * @param own what the earlier records of its source partition imply: no more with a timestamp at or below this
     */
    public abstract void receive(T value, long ts, long own);
}
