// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import static io.leat.time.Millis.minus;

import io.leat.engine.operator.window.CountState.Window;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of so many events of a key, in the order of their coming, or of those before a timeout since the first of them.
 * Without one, a timer at the end of time gives what is left.
 *
 * <p>With a timeout a key has one timer, however many windows: one that comes before its window closes is set anew. Until
 * then the state stays, also if there is no window.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class CountWindowOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    private static final long STATE = 0;
    private static final long NEVER = Long.MAX_VALUE;

    private final long size;
    private final long timeoutMs;
    private final Emission<A> emission;
    private final Table<K, CountState<A>> table;
    private final Timers<K> timers;
    private final Tally tally;

    private CountWindowOperator(
            long size,
            long timeoutMs,
            Emission<A> emission,
            Table<K, CountState<A>> table,
            Timers<K> timers,
            Tally tally) {
        this.size = size;
        this.timeoutMs = timeoutMs;
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    /** Returns the operator of windows that count. */
    public static <K extends @Nullable Object, T, A extends Entry & Accumulator> CountWindowOperator<K, T, A> of(
            Windows shape, Emission<A> emission, Table<K, CountState<A>> table, Timers<K> timers, Tally tally) {
        return shape instanceof Windows.CountOrTimeout limited
                ? new CountWindowOperator<>(limited.events(), limited.timeoutMs(), emission, table, timers, tally)
                : new CountWindowOperator<>(((Windows.Count) shape).events(), NEVER, emission, table, timers, tally);
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        CountState<A> found = table.forUpdate(key, hash, STATE);
        CountState<A> state = found == null ? new CountState<>(fresh()) : found;
        if (ts > state.open.closesAt) {
            closeLater(state, key, hash);
        }
        Window<A> window = state.open;
        try {
            window.accumulator.add(input, value, ts);
        } catch (Exception e) {
            emission.failed(value, ts, e);
            return;
        }
        if (window.events == 0) {
            tally.windows++;
            window.closesAt = timeoutMs == NEVER ? NEVER : ts + timeoutMs - 1;
        }
        window.added(ts);
        if (found == null) {
            table.insert(key, hash, STATE, state);
            state.timerAt = window.closesAt;
            timers.at(key, hash, STATE, state.timerAt);
        }
        if (window.events == size) {
            close(state);
        }
        settle(state, key, hash);
    }

    private Window<A> fresh() {
        return new Window<>(emission.create());
    }

    /**
     * Closes a window that an event shows to be over, and leaves its result to a timer that comes at once: a result that is
     * given for the event could be late where its partition is ahead of the others.
     */
    private void closeLater(CountState<A> state, K key, int hash) {
        state.closed.add(state.open);
        state.open = fresh();
        timers.at(key, hash, STATE, timers.watermark());
        table.save(state);
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        CountState<A> state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        if (state.timerAt <= time) {
            state.timerAt = NEVER;
        }
        fireClosed(state);
        if (state.open.events > 0 && state.open.closesAt <= time) {
            close(state);
        }
        settle(state, key, hash);
    }

    private void close(CountState<A> state) {
        fireClosed(state);
        fire(state, state.open);
        state.open = fresh();
    }

    private void fireClosed(CountState<A> state) {
        for (Window<A> window : state.closed) {
            fire(state, window);
        }
        state.closed.clear();
    }

    private void fire(CountState<A> state, Window<A> window) {
        window.accumulator.belongTo(state.key(), state.hash()); // it is no entry of the table by itself
        window.accumulator.markChanged();
        emission.fire(window.accumulator, window.smallest, window.largest + 1, NEVER);
    }

    /** Sets the timer that the open window needs, or drops the state if there is neither a window nor a timer. */
    private void settle(CountState<A> state, K key, int hash) {
        if (state.open.events == 0 && state.closed.isEmpty() && state.timerAt == NEVER) {
            table.remove(key, hash, STATE);
            return;
        }
        if (state.open.closesAt < state.timerAt) {
            state.timerAt = state.open.closesAt;
            timers.at(key, hash, STATE, state.timerAt);
        }
        table.save(state);
    }

    /** A window is open until its timeout, and its result has no earlier time than its first event. */
    @Override
    public long heldBack(long w) {
        return timeoutMs == NEVER || w == Long.MAX_VALUE ? w : minus(w, timeoutMs);
    }
}
