// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.SessionState;
import io.leat.engine.operator.window.SlicedWindowOperator;
import io.leat.engine.operator.window.WindowBounds;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.OperatorState;
import io.leat.engine.store.HeapTable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The windows that an operator keeps, complete or not, to be looked at from outside: between two records, by the thread that
 * runs the operator. The timers of windows that are dropped go with them.
 */
@FunctionalInterface
public interface KeptWindows {
    /** Hands every window to a visitor, by start for windows of a grid, and drops those that it does not keep. */
    default void visit(Visitor visitor) {
        visit(HeapTable.ALL, visitor);
    }

    /**
     * Hands {@link HeapTable#ALL} windows to a visitor, as {@link #visit(Visitor)} does, or those of at most so many entries of the state on
     * the heap, in no order; the visitor then keeps them all.
     */
    void visit(int atMost, Visitor visitor);

    /** Looks at a window and at what its result would be now; null for a join, which has pairs instead. */
    @FunctionalInterface
    interface Visitor {
        /** Returns whether the window is to be kept. */
        boolean keeps(@Nullable Object key, WindowLogic.Span window, @Nullable Object value);
    }

    /** Returns a view of windows whose namespace tells their bounds; null where they are not on the heap. */
    static <A extends Entry & Accumulator> @Nullable KeptWindows aligned(
            OperatorState<Object, A> kept, WindowBounds bounds, WindowLogic<A> logic) {
        if (!(kept instanceof HeapState<Object, A> state)) {
            return null;
        }
        HeapTable<Object, A> table = state.table();
        return (atMost, visitor) -> {
            List<Runnable> drops = new ArrayList<>();
            table.visit(atMost, (namespace, window) -> {
                WindowLogic.Span span = new WindowLogic.Span(bounds.start(namespace), bounds.end(namespace));
                if (!visitor.keeps(window.key(), span, value(logic, window, span))) {
                    drops.add(() -> drop(table, namespace, window));
                }
            });
            if (!drops.isEmpty()) {
                drops.forEach(Runnable::run); // the table must not change while it is visited
                state.timers().event().removeIf((key, hash, namespace) -> !table.has(namespace));
            }
        };
    }

    /** Returns a view of windows that are made up of slices. They can be looked at only. Null where they are not on the heap. */
    static <A extends Entry & Accumulator> @Nullable KeptWindows slices(
            OperatorState<Object, Entry> kept, SlicedWindowOperator<Object, ?, A> operator, WindowLogic<A> logic) {
        if (!(kept instanceof HeapState<Object, Entry> state)) {
            return null;
        }
        return (atMost, visitor) -> {
            List<Entry> keys = new ArrayList<>();
            state.table().visit(atMost, (namespace, entry) -> {
                if (SlicedWindowOperator.hasWindows(entry)) {
                    keys.add(entry);
                }
            });
            keys.forEach(entry -> visit(entry, operator, logic, visitor)); // which looks up other entries
        };
    }

    @SuppressWarnings("NullAway") // the key may be null where the table's keys may be
    private static <A extends Entry & Accumulator> void visit(
            Entry entry, SlicedWindowOperator<Object, ?, A> operator, WindowLogic<A> logic, Visitor visitor) {
        try {
            operator.visit(
                    entry.key(),
                    entry.hash(),
                    (span, sum) -> visitor.keeps(entry.key(), span, value(logic, sum, span)));
        } catch (IllegalStateException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the windows of key " + entry.key() + " cannot be made: " + e, e);
        }
    }

    /**
     * Returns a view of sessions, of which a key's are one entry; the namespace of a timer is the start of its session. Null
     * where they are not on the heap.
     */
    static <A extends Entry & Accumulator> @Nullable KeptWindows sessions(
            OperatorState<Object, SessionState<A>> kept, WindowLogic<A> logic) {
        if (!(kept instanceof HeapState<Object, SessionState<A>> state)) {
            return null;
        }
        HeapTable<Object, SessionState<A>> table = state.table();
        return (atMost, visitor) -> {
            Set<Dropped> dropped = new LinkedHashSet<>();
            table.visit(
                    atMost,
                    (namespace, sessions) -> sessions.forEach((span, window) -> {
                        if (!visitor.keeps(sessions.key(), span, value(logic, window, span))) {
                            dropped.add(new Dropped(sessions.key(), sessions.hash(), span.start()));
                        }
                    }));
            if (!dropped.isEmpty()) {
                dropped.forEach(session -> drop(table, session)); // the table must not change while it is visited
                state.timers().event().removeIf((key, hash, start) -> dropped.contains(new Dropped(key, hash, start)));
            }
        };
    }

    /** A session that is not to be kept. */
    record Dropped(@Nullable Object key, int hash, long start) {}

    @SuppressWarnings("NullAway") // the key may be null where the table's keys may be
    private static <A extends Entry & Accumulator> void drop(
            HeapTable<Object, SessionState<A>> table, Dropped dropped) {
        SessionState<A> sessions = table.forUpdate(dropped.key, dropped.hash, SessionState.NAMESPACE);
        if (sessions != null) {
            sessions.remove(dropped.start);
            if (sessions.isEmpty()) {
                table.remove(dropped.key, dropped.hash, SessionState.NAMESPACE);
            } else {
                table.save(sessions);
            }
        }
    }

    @SuppressWarnings("NullAway") // the key may be null where the table's keys may be
    private static <S extends Entry> void drop(HeapTable<Object, S> table, long namespace, S entry) {
        table.remove(entry.key(), entry.hash(), namespace);
    }

    private static <A extends Entry & Accumulator> @Nullable Object value(
            WindowLogic<A> logic, A window, WindowLogic.Span span) {
        try {
            return logic.value(window, span);
        } catch (Exception e) {
            throw new IllegalStateException("the result of the window " + span + " cannot be made: " + e, e);
        }
    }
}
