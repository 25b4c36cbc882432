// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The host's side of a {@link KeyedProcess}: points its states at a key and calls it. For hosts, not for pipelines.
 *
 * <p>Not thread-safe, as the process itself is not.
 */
public final class ProcessDriver<K extends @Nullable Object, T, R> {
    private final KeyedProcess<K, T, R> process;
    private final Cell[] cells;

    public ProcessDriver(KeyedProcess<K, T, R> process) {
        this.process = process;
        this.cells = process.cells().toArray(new Cell[0]);
    }

    /** A state that the process declared: its name, and the types of what a slot holds (value; key and value; element). */
    public record Declaration(String name, Kind kind, List<Class<?>> types) {
        /** The form of a slot's content: the value itself, a {@code Map}, or a {@code List}. */
        public enum Kind {
            VALUE,
            ENTRIES,
            VALUES
        }
    }

    /** Returns what was declared, in the order of the slots. */
    public List<Declaration> declarations() {
        return process.cells().stream()
                .map(c -> new Declaration(c.name(), kind(c), c.types()))
                .toList();
    }

    private static Declaration.Kind kind(Cell cell) {
        if (cell instanceof Cell.OfEntries) {
            return Declaration.Kind.ENTRIES;
        }
        return cell instanceof Cell.OfValues ? Declaration.Kind.VALUES : Declaration.Kind.VALUE;
    }

    /**
     * Calls {@link KeyedProcess#onEvent} with its states pointed at {@code slots}.
     *
     * @param slots the key's state, one slot a declaration; changed in place
     * @throws Exception what the process throws
     */
    public void event(T event, ProcessContext<K, R> context, @Nullable Object[] slots) throws Exception {
        point(slots);
        try {
            process.onEvent(event, context);
        } finally {
            point(Cell.noKey());
        }
    }

    /**
     * Calls {@link KeyedProcess#onTimer} or, with {@code clock}, {@link KeyedProcess#onClock}.
     *
     * @throws Exception what the process throws
     */
    public void timer(Instant at, boolean clock, ProcessContext<K, R> context, @Nullable Object[] slots)
            throws Exception {
        point(slots);
        try {
            if (clock) {
                process.onClock(at, context);
            } else {
                process.onTimer(at, context);
            }
        } finally {
            point(Cell.noKey());
        }
    }

    private void point(@Nullable Object[] slots) {
        for (Cell cell : cells) {
            cell.point(slots);
        }
    }
}
