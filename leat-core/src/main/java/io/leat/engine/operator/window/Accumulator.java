// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import org.jspecify.annotations.Nullable;

/** What a window keeps of its events. Implemented by subclasses of {@code Entry}. */
public interface Accumulator {
    /**
     * Adds an event: wholly, or not at all if it throws.
     *
     * @param input by which of the operator's inputs it came
     * @throws Exception what a user function throws
     */
    void add(int input, @Nullable Object value, long ts) throws Exception;
}
