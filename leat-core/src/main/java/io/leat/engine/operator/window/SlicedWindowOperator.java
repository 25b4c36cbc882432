// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of which several hold one event, and which give one result each: an event goes into its slice, and a window is
 * combined from slices when it fires. So an event costs the same however many windows hold it.
 *
 * <p>An event that is late for some of the windows that hold it, and so for the slice, goes into each of the others.
 *
 * <p>All slices of a key are one entry in namespace 0, and so are all timers, one for each time at which a window ends. A
 * slice sets that of the first window that holds it, and a window that fires sets the next one's while there are frozen
 * slices.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class SlicedWindowOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    private static final long ALL_SLICES = 0;

    private final Slicing slicing;
    private final long step;
    private final Emission<A> emission;
    private final Table<K, SliceState<A>> table;
    private final Timers<K> timers;
    private final Tally tally;

    /** The slice of the last event: neighbours mostly share it. */
    private long begin;

    private long next;
    private long overAt;

    private SlicedWindowOperator(
            Slicing slicing, Emission<A> emission, Table<K, SliceState<A>> table, Timers<K> timers, Tally tally) {
        this.slicing = slicing;
        this.step = slicing.step();
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
        moveTo(0);
    }

    /** Returns the operator of windows that overlap: sliding or cumulative ones. */
    public static <K extends @Nullable Object, T, A extends Entry & Accumulator> SlicedWindowOperator<K, T, A> of(
            Windows shape, Emission<A> emission, Table<K, SliceState<A>> table, Timers<K> timers, Tally tally) {
        Slicing slicing = shape instanceof Windows.Cumulative cumulative
                ? new Slicing.Cumulative(cumulative.stepMs(), cumulative.maxMs())
                : Slicing.Sliding.of((Windows.Sliding) shape);
        return new SlicedWindowOperator<>(slicing, emission, table, timers, tally);
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        if (ts < begin || ts >= next) {
            moveTo(ts);
        }
        if (overAt <= w) {
            behind(input, key, hash, value, ts, w);
            return;
        }
        SliceState<A> state = table.forUpdate(key, hash, ALL_SLICES);
        A slice = state == null ? null : state.slice(begin);
        A target = slice == null ? emission.create() : slice;
        try {
            target.add(input, value, ts);
        } catch (Exception e) {
            emission.failed(value, ts, e);
            return;
        }
        if (slice == null) {
            open(state, target, key, hash);
        } else if (state != null) {
            table.save(state);
        }
    }

    private void moveTo(long ts) {
        begin = slicing.begin(ts);
        next = slicing.next(begin);
        overAt = emission.overAt(slicing.firstEnd(begin));
    }

    private void open(@Nullable SliceState<A> found, A slice, K key, int hash) {
        SliceState<A> state = found == null ? new SliceState<>() : found;
        tally.windows += state.add(begin, slice, slicing);
        save(found == null, state, key, hash);
        timers.at(key, hash, ALL_SLICES, overAt);
    }

    private void save(boolean isNew, SliceState<A> state, K key, int hash) {
        if (isNew) {
            table.insert(key, hash, ALL_SLICES, state);
        } else {
            table.save(state);
        }
    }

    /** Takes an event for whose slice a window is over. */
    private void behind(int input, K key, int hash, T value, long ts, long w) {
        long last = slicing.lastEnd(begin);
        if (emission.isOver(last, w)) {
            tally.late++;
            emission.late(input, value, ts);
            return;
        }
        SliceState<A> found = table.forUpdate(key, hash, ALL_SLICES);
        SliceState<A> state = found == null ? new SliceState<>() : found;
        Exception failure = null;
        for (long end = last; !emission.isOver(end, w); end -= step) {
            Exception thrown = addApart(state, end, input, key, hash, value, ts);
            failure = thrown == null ? failure : thrown;
        }
        if (!state.isEmpty()) {
            save(found == null, state, key, hash);
        }
        if (failure != null) {
            emission.failed(value, ts, failure);
        } else {
            tally.partiallyLate++;
        }
    }

    private @Nullable Exception addApart(SliceState<A> state, long end, int input, K key, int hash, T value, long ts) {
        A found = state.apart(end);
        A window = found == null ? emission.create() : found;
        try {
            window.add(input, value, ts);
        } catch (Exception e) {
            return e;
        }
        if (found == null) {
            tally.windows += state.addApart(end, window, slicing) ? 1 : 0;
            timers.at(key, hash, ALL_SLICES, emission.overAt(end));
        }
        return null;
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        SliceState<A> state = table.forUpdate(key, hash, ALL_SLICES);
        if (state == null) {
            return;
        }
        long end = emission.endOf(time);
        if (state.freeze(end, emission)) {
            fire(state, end, key, hash);
        }
        if (state.drop(end, slicing.start(end + step))) {
            timers.at(key, hash, ALL_SLICES, emission.overAt(end + step));
        }
        if (state.isEmpty()) {
            table.remove(key, hash, ALL_SLICES);
        } else {
            table.save(state);
        }
    }

    private void fire(SliceState<A> state, long end, K key, int hash) {
        A sum = state.sum(end, emission);
        if (sum == null) {
            emission.lost(key, new WindowLogic.Span(slicing.start(end), end), state.failure());
            return;
        }
        sum.belongTo(key, hash); // it is no entry of the table by itself
        sum.markChanged();
        emission.fire(sum, slicing.start(end), end, emission.overAt(end));
    }

    @Override
    public long heldBack(long w) {
        return emission.heldBack(w);
    }
}
