// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import io.leat.time.Millis;
import java.time.Duration;
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
 * <h2>Time to live</h2>
 *
 * State may be declared with a time to live, in event time. It is written at the time of the callback that writes it, and
 * reading does not renew it. It is as if it were not there for an event that is later than its writing by more than the
 * time to live, and for every event and timer from when the watermark has reached the end of that time; for an event that is
 * the watermark it is judged by, for a timer its own time, or the latest that has come. A timer of the clock has no event
 * time, so it reads and writes at the watermark. Space is returned when the watermark has come there, or an eighth of the
 * time to live later.
 *
 * @param <K> the key
 * @param <T> the events
 * @param <R> the results
 */
public abstract class KeyedProcess<K extends @Nullable Object, T, R> {
    private final List<Cell> cells = new ArrayList<>();
    private final ProcessDriver.Moment moment = new ProcessDriver.Moment();

    /** Declares one value per key. */
    protected final <S> Value<S> value(String name, Class<S> type) {
        return declare(new Cell.OfValue<>(name, type, unlimited()));
    }

    /**
     * Declares one value per key that is gone when it has not been set for {@code timeToLive}.
     *
     * @param timeToLive in event time, at least a millisecond; see the description of the class
     */
    protected final <S> Value<S> value(String name, Class<S> type, Duration timeToLive) {
        return declare(new Cell.OfValue<>(name, type, limited(name, timeToLive)));
    }

    /** Declares a map per key. */
    protected final <U, V> Entries<U, V> entries(String name, Class<U> keys, Class<V> values) {
        return declare(new Cell.OfEntries<>(name, keys, values, unlimited()));
    }

    /**
     * Declares a map per key, each entry of which is gone when it has not been put for {@code timeToLive}.
     *
     * @param timeToLive in event time, at least a millisecond; see the description of the class
     */
    protected final <U, V> Entries<U, V> entries(String name, Class<U> keys, Class<V> values, Duration timeToLive) {
        return declare(new Cell.OfEntries<>(name, keys, values, limited(name, timeToLive)));
    }

    /** Declares a list per key. */
    protected final <E> Values<E> values(String name, Class<E> elements) {
        return declare(new Cell.OfValues<>(name, elements, unlimited()));
    }

    /**
     * Declares a list per key, each element of which is gone {@code timeToLive} after it was added.
     *
     * @param timeToLive in event time, at least a millisecond; see the description of the class
     */
    protected final <E> Values<E> values(String name, Class<E> elements, Duration timeToLive) {
        return declare(new Cell.OfValues<>(name, elements, limited(name, timeToLive)));
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

    ProcessDriver.Moment moment() {
        return moment;
    }

    private Lifetime unlimited() {
        return new Lifetime(moment, Lifetime.UNLIMITED);
    }

    private Lifetime limited(String name, Duration timeToLive) {
        return new Lifetime(moment, Millis.positive("the time to live of state '" + name + "'", timeToLive));
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
