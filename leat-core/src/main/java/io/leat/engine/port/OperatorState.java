// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All that an operator keeps: a table, and the timers of its keys. */
public interface OperatorState<K extends @Nullable Object, S extends Entry> {
    /** Returns the table. */
    Table<K, S> table();

    /** Returns the timers. */
    Timers<K> timers();

    /** Makes the state of operators, each host its own kind. */
    interface Maker<K extends @Nullable Object> {
        /**
         * Makes the state of one operator.
         *
         * @param codec makes the codec of its entries; called when there is something to be written, or before
         * @param sharedTimers whether the timer of a namespace is the same for all its keys, so that one may stand for all
         */
        <S extends Entry> OperatorState<K, S> make(Supplier<StateCodec<S>> codec, boolean sharedTimers);
    }
}
