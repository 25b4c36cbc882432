// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Logic of the user's own over the events of each key, with state and timers.
 *
 * <p>State is declared in field initialisers: {@code private final Value<Instant> last = value("last", Instant.class)}.
 * Whatever else the object keeps in fields is lost on a restart and shared by the keys. One object serves many keys, in
 * one thread; a job with a parallelism above one makes several objects by the step's supplier.
 *
 * @param <K> the key
 * @param <T> the events
 * @param <R> the results
 */
public abstract class KeyedProcess<K extends @Nullable Object, T, R> {
    private final List<Cell> cells = new ArrayList<>();

    /** Declares one value per key. */
    protected final <S> Value<S> value(String name, Class<S> type) {
        return declare(new Cell.OfValue<>(name, type));
    }

    /** Declares a map per key. */
    protected final <U, V> Entries<U, V> entries(String name, Class<U> keys, Class<V> values) {
        return declare(new Cell.OfEntries<>(name, keys, values));
    }

    /** Declares a list per key. */
    protected final <E> Values<E> values(String name, Class<E> elements) {
        return declare(new Cell.OfValues<>(name, elements));
    }

    /**
     * Handles an event.
     *
     * @throws Exception anything; it goes to the step's failure policy. State that was changed before stays changed.
     */
    protected abstract void onEvent(T event, ProcessContext<K, R> context) throws Exception;

    /**
     * Handles a timer of event time; {@code at} is the time it was set for.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    protected void onTimer(Instant at, ProcessContext<K, R> context) throws Exception {}

    /**
     * Handles a timer of the clock; {@code at} is the time it was set for.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    protected void onClock(Instant at, ProcessContext<K, R> context) throws Exception {}

    List<Cell> cells() {
        return cells;
    }

    private <C extends Cell> C declare(C cell) {
        for (Cell other : cells) {
            if (other.name().equals(cell.name())) {
                throw new IllegalArgumentException("two states of " + getClass().getSimpleName() + " are named '"
                        + cell.name() + "': each needs a name of its own");
            }
        }
        cell.bindTo(cells.size());
        cells.add(cell);
        return cell;
    }
}
