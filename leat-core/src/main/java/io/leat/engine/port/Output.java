// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/** Takes what an operator emits. Outputs are numbered as in {@code io.leat.graph.Step}; 0 is the main one. */
public interface Output {
    /** Takes a record for one of the outputs. */
    void emit(int output, @Nullable Object value, long ts);

    /** Returns whether anyone reads an output; what goes to another is dropped. */
    boolean isRead(int output);

    /** Returns whether anyone reads an output, or looks at it just now. */
    default boolean isWanted(int output) {
        return isRead(output);
    }
}
