// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.operator.join.LatestValue;
import io.leat.engine.operator.keyed.RunningState;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.OperatorState;
import io.leat.engine.store.HeapTable;
import org.jspecify.annotations.Nullable;

/** The value that an operator has for each key, to be looked at from outside: between two records, by the thread that runs it. */
@FunctionalInterface
public interface KeptValues {
    /** Hands every key and its value to a visitor. */
    default void visit(Visitor visitor) {
        visit(HeapTable.ALL, visitor);
    }

    /** Hands {@link HeapTable#ALL} keys and their values to a visitor, or at most so many of those on the heap. */
    void visit(int atMost, Visitor visitor);

    /** Looks at a value. */
    @FunctionalInterface
    interface Visitor {
        void visit(@Nullable Object key, @Nullable Object value);
    }

    /** Returns a view of running aggregates; null where they are not on the heap. */
    static <A extends Entry & Accumulator> @Nullable KeptValues running(
            OperatorState<Object, RunningState<A>> kept, WindowLogic<A> logic) {
        return kept instanceof HeapState<Object, RunningState<A>> state
                ? (atMost, visitor) -> state.table()
                        .visit(atMost, (namespace, running) -> visitor.visit(running.key(), value(running, logic)))
                : null;
    }

    private static <A extends Entry & Accumulator> @Nullable Object value(
            RunningState<A> running, WindowLogic<A> logic) {
        try {
            return running.value(logic);
        } catch (Exception e) {
            throw new IllegalStateException("the aggregate of key " + running.key() + " cannot be made: " + e, e);
        }
    }

    /** Returns a view of latest values; null where they are not on the heap. */
    static @Nullable KeptValues latest(OperatorState<Object, LatestValue> kept) {
        return kept instanceof HeapState<Object, LatestValue> state
                ? (atMost, visitor) ->
                        state.table().visit(atMost, (namespace, latest) -> visitor.visit(latest.key(), latest.value()))
                : null;
    }
}
