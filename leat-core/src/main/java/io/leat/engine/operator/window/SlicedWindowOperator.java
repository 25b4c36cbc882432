// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.StateCodec;
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
 * <p>A slice that takes events is an entry in the namespace of its begin: an event touches that and nothing else of its key.
 * When the first window that holds it fires, it is frozen and goes to the {@link SliceState} of its key, in the namespace
 * that all timers have too, one for each time at which a window ends. A slice sets that of the first window that holds it, and
 * a window that fires sets the next one's while there are frozen slices.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class SlicedWindowOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    /** No slice begins then. */
    private static final long STATE = Long.MIN_VALUE;

    private final Slicing slicing;
    private final long step;
    private final Emission<A> emission;
    private final Table<K, Entry> table;
    private final Timers<K> timers;
    private final Tally tally;

    /** The slice of the last event: neighbours mostly share it. */
    private long begin;

    private long next;
    private long overAt;

    private SlicedWindowOperator(
            Slicing slicing, Emission<A> emission, Table<K, Entry> table, Timers<K> timers, Tally tally) {
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
            Windows shape, Emission<A> emission, Table<K, Entry> table, Timers<K> timers, Tally tally) {
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
        A found = slice(key, hash, begin);
        A slice = found == null ? emission.create() : found;
        try {
            slice.add(input, value, ts);
        } catch (Exception e) {
            emission.failed(value, ts, e);
            return;
        }
        if (found == null) {
            open(slice, key, hash);
        } else {
            table.save(slice);
        }
    }

    @SuppressWarnings("unchecked") // what is in another namespace than the state is a slice
    private @Nullable A slice(K key, int hash, long at) {
        return (A) table.forUpdate(key, hash, at);
    }

    @SuppressWarnings("unchecked") // nothing else is in that namespace
    private @Nullable SliceState<A> state(K key, int hash) {
        return (SliceState<A>) table.forUpdate(key, hash, STATE);
    }

    private void moveTo(long ts) {
        begin = slicing.begin(ts);
        next = slicing.next(begin);
        overAt = emission.overAt(slicing.firstEnd(begin));
    }

    private void open(A slice, K key, int hash) {
        table.insert(key, hash, begin, slice);
        SliceState<A> found = state(key, hash);
        SliceState<A> state = found == null ? new SliceState<>() : found;
        tally.windows += state.open(begin, slicing);
        save(found == null, state, key, hash);
        timers.at(key, hash, STATE, overAt);
    }

    private void save(boolean isNew, SliceState<A> state, K key, int hash) {
        if (isNew) {
            table.insert(key, hash, STATE, state);
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
        SliceState<A> found = state(key, hash);
        SliceState<A> state = found == null ? new SliceState<>() : found;
        Exception failure = null;
        for (long end = last; !emission.isOver(end, w); end -= step) {
            boolean isNew = state.apart(end) == null;
            Exception thrown = addApart(state, end, input, value, ts);
            if (thrown != null) {
                failure = thrown;
            } else if (isNew) {
                timers.at(key, hash, STATE, emission.overAt(end));
            }
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

    private @Nullable Exception addApart(SliceState<A> state, long end, int input, T value, long ts) {
        A found = state.apart(end);
        A window = found == null ? emission.create() : found;
        try {
            window.add(input, value, ts);
        } catch (Exception e) {
            return e;
        }
        if (found == null) {
            tally.windows += state.putApart(end, window, slicing) ? 1 : 0;
        }
        return null;
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        SliceState<A> state = state(key, hash);
        if (state == null) {
            return;
        }
        long end = emission.endOf(time);
        freeze(state, end, key, hash);
        fire(state, end, key, hash);
        state.removeApart(end);
        if (state.frozen().drop(slicing.start(end + step))) {
            timers.at(key, hash, STATE, emission.overAt(end + step));
        }
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
        } else {
            table.save(state);
        }
    }

    private void freeze(SliceState<A> state, long end, K key, int hash) {
        while (state.hasOpen(end)) {
            long at = state.takeOpen();
            A slice = slice(key, hash, at);
            if (slice != null) {
                table.remove(key, hash, at);
                state.frozen().add(at, slice, emission);
            }
        }
    }

    private void fire(SliceState<A> state, long end, K key, int hash) {
        SliceQueue<A> frozen = state.frozen();
        A late = state.apart(end);
        A sum = frozen.isEmpty() ? late : frozen.sum(emission);
        if (sum != late && late != null && !frozen.combine(sum, late, emission)) {
            sum = null;
        }
        if (sum != null) {
            sum.belongTo(key, hash); // it is no entry of the table by itself
            sum.markChanged();
            emission.fire(sum, slicing.start(end), end, emission.overAt(end));
        } else if (late != null || !frozen.isEmpty()) {
            emission.lost(key, new WindowLogic.Span(slicing.start(end), end), frozen.failure());
        }
    }

    // ---- to be looked at ------------------------------------------------------------------------------------------

    /** Takes a window and what it holds, which is its own. */
    @FunctionalInterface
    public interface Visitor<A> {
        void visit(WindowLogic.Span window, A sum) throws Exception;
    }

    /** Returns whether there are windows of a key in an entry of the table; else they are in another one of that key. */
    public static boolean hasWindows(Entry entry) {
        return entry instanceof SliceState<?>;
    }

    /**
     * Hands over the windows of a key, by their end: those that hold something, also such that are over already as long as slices of
     * theirs are kept for others.
     *
     * @throws Exception what a user function throws
     */
    public void visit(K key, int hash, Visitor<A> visitor) throws Exception {
        SliceState<A> state = state(key, hash);
        if (state == null) {
            return;
        }
        for (long end : state.ends(slicing)) {
            WindowLogic.Span window = new WindowLogic.Span(slicing.start(end), end);
            A sum = plus(state.frozen().sumFrom(window.start(), emission.logic()), state.apart(end));
            for (long open : state.openBetween(window.start(), end)) {
                sum = plus(sum, slice(key, hash, open));
            }
            if (sum != null) {
                sum.belongTo(key, hash);
                visitor.visit(window, sum);
            }
        }
    }

    private @Nullable A plus(@Nullable A sum, @Nullable A more) throws Exception {
        if (more == null) {
            return sum;
        }
        if (sum == null) {
            return emission.copy(more);
        }
        emission.logic().combine(sum, more);
        return sum;
    }

    @Override
    public long heldBack(long w) {
        return emission.heldBack(w);
    }

    /** Returns the codec for the entries of the table, whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<Entry> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            @SuppressWarnings("unchecked") // there are no others in the table
            public void write(Entry entry, BinaryWriter out) {
                boolean isState = entry instanceof SliceState<?>;
                out.writeBoolean(isState);
                if (isState) {
                    ((SliceState<A>) entry).write(out, accumulators);
                } else {
                    accumulators.write((A) entry, out);
                }
            }

            @Override
            public Entry read(BinaryReader in) {
                return in.readBoolean() ? SliceState.read(in, accumulators) : accumulators.read(in);
            }

            @Override
            public String describe() {
                return "either<" + SliceState.describe(accumulators) + "," + accumulators.describe() + ">";
            }
        };
    }
}
