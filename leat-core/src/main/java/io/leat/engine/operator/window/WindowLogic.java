// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.time.Millis;
import io.leat.window.Pane;
import org.jspecify.annotations.Nullable;

/** What is kept of the events of a window, and what it gives: an aggregate, or the pairs of a join. */
public interface WindowLogic<A extends Entry & Accumulator> {
    /** Returns an empty accumulator. */
    A create();

    /**
     * Adds all events of {@code from} to {@code into}. The one stays as it is, and nothing that happens to the other later
     * changes it: windows that overlap have it in common.
     *
     * @throws Exception what a user function throws; {@code into} is then as it may be
     */
    void combine(A into, A from) throws Exception;

    /**
     * Returns an accumulator that holds the same as another, under the same conditions.
     *
     * @throws Exception what a user function throws
     */
    default A copy(A from) throws Exception {
        A copy = create();
        combine(copy, from);
        return copy;
    }

    /**
     * Emits the result of a window; one that cannot be made fails.
     *
     * @param pane the reason for it
     * @param index how many results the window gave before
     */
    void emit(A accumulator, Span window, Pane pane, int index, Output output);

    /**
     * Takes back the last result of a window, which is as it was when that was emitted.
     *
     * @param index of that result
     * @param moved whether the window is about to get other bounds
     * @return whether anyone was told
     */
    default boolean withdraw(A accumulator, Span window, int index, boolean moved, Output output) {
        return false;
    }

    /**
     * Returns the result of a window as it is now; null where it has none of one value.
     *
     * @throws Exception what a user function throws
     */
    default @Nullable Object value(A accumulator, Span window) throws Exception {
        return null;
    }

    /** Returns the codec of the accumulators. */
    StateCodec<A> codec();

    /** A window's bounds in milliseconds: {@code [start, end)}. */
    record Span(long start, long end) {
        @Override
        public String toString() {
            return "[" + Millis.text(start) + ", " + Millis.text(end) + ")";
        }
    }
}
