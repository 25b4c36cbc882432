// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.codec.DynamicCodec;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * What a job goes on from.
 *
 * @param epoch the last one that counts
 * @param sealedAtMs when it was sealed, by the clock, in milliseconds since 1970; 0 if it was kept in memory
 * @param types lets a codec read the classes of values and keys whose class was not known before they came
 */
public record Restart(long epoch, long sealedAtMs, Standing standing, Consumer<DynamicCodec> types, SavedState state) {
    /** Finds the state that was saved. Any thread. */
    @FunctionalInterface
    public interface SavedState {
        /** Hands over the operations that make up the state of a key group of a step, in their order. */
        void read(String step, int group, Visitor visitor) throws IOException;
    }

    /** Takes operations. */
    @FunctionalInterface
    public interface Visitor {
        void visit(byte[] bytes, int offset, int length);
    }
}
