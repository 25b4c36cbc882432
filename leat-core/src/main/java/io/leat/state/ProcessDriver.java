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

    /**
     * What is stored of a value, entry or element that has a time to live: in place of the content itself.
     *
     * @param writtenMs event time of the callback that wrote it
     */
    public record Stamped(Object content, long writtenMs) {}

    /** The moment of a callback, by which what has a time to live is written and read. */
    static final class Moment {
        long nowMs;
        long expiredMs;
        long earliestMs;
    }

    /**
     * A state that the process declared: its name, and the types of what a slot holds (value; key and value; element).
     *
     * @param limited whether it has a time to live, and {@link Stamped} in place of its values or elements
     */
    public record Declaration(String name, Kind kind, List<Class<?>> types, boolean limited) {
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
                .map(c -> new Declaration(
                        c.name(), kind(c), c.types(), c.lifetime().isLimited()))
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

    /** Returns the shortest time to live that was declared, in milliseconds; the largest long if there is none. */
    public long shortestTimeToLiveMs() {
        return process.cells().stream()
                .mapToLong(c -> c.lifetime().timeToLiveMs())
                .min()
                .orElse(Lifetime.UNLIMITED);
    }

    /**
     * Says when the next callback comes.
     *
     * @param nowMs event time at which it writes
     * @param expiredMs what expires at or before this event time is as if it were not there
     */
    public void at(long nowMs, long expiredMs) {
        process.moment().nowMs = nowMs;
        process.moment().expiredMs = expiredMs;
        process.moment().earliestMs = Long.MAX_VALUE;
    }

    /** Returns when the first of what was written since {@link #at} expires; the largest long if nothing does. */
    public long earliestExpiryMs() {
        return process.moment().earliestMs;
    }

    /**
     * Removes what has expired by the moment given to {@link #at}.
     *
     * @return when the first of what is left expires; the largest long if nothing does
     */
    public long purge(@Nullable Object[] slots) {
        point(slots);
        long earliest = Long.MAX_VALUE;
        for (Cell cell : cells) {
            if (cell.lifetime().isLimited()) {
                earliest = Math.min(earliest, cell.purge());
            }
        }
        point(Cell.noKey());
        return earliest;
    }

    private void point(@Nullable Object[] slots) {
        for (Cell cell : cells) {
            cell.point(slots);
        }
    }
}
