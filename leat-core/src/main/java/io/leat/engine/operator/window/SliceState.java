// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.collection.LongMap;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a key that have events, and what else its windows hold.
 *
 * <p>The last two slices are here, as nearly all events are theirs; all others are in the queue. So an event touches this
 * entry and its slice, and not the much larger memory of what has been.
 *
 * <p>Invariant: all slices of the queue begin before {@code second}, which begins before {@code newest}; while one of the two
 * is missing, those of the queue are frozen.
 */
public final class SliceState<A extends Entry & Accumulator> extends Entry {
    private static final long NONE = Long.MIN_VALUE;

    private long newestBegin = NONE;
    private long secondBegin = NONE;
    private @Nullable A newest;
    private @Nullable A second;
    private final SliceQueue<A> queue;

    /** Windows by their end, for events that are late for other windows of their slice; null if there never was one. */
    private @Nullable LongMap<A> apart;

    SliceState() {
        this(new SliceQueue<>());
    }

    private SliceState(SliceQueue<A> queue) {
        this.queue = queue;
    }

    // ---- slices that take events ----------------------------------------------------------------------------------

    /** Returns a slice that is not frozen; null if it has no events yet. */
    @Nullable
    A slice(long begin) {
        if (begin == newestBegin) {
            return newest;
        }
        if (begin >= secondBegin) {
            return begin == secondBegin ? second : null;
        }
        return queue.slice(begin);
    }

    /** Adds a slice that {@link #slice} has not found, and returns how many windows hold it and nothing else yet. */
    long add(long begin, A slice, Slicing slicing) {
        long opened = windowsOnlyAt(begin, slicing);
        if (begin < secondBegin) {
            queue.add(begin, slice);
            return opened;
        }
        if (second != null) {
            queue.add(secondBegin, second);
        }
        if (begin < newestBegin) {
            second = slice;
            secondBegin = begin;
        } else {
            second = newest;
            secondBegin = newestBegin;
            newest = slice;
            newestBegin = begin;
        }
        return opened;
    }

    private long windowsOnlyAt(long begin, Slicing slicing) {
        long step = slicing.step();
        long lowest = slicing.firstEnd(begin);
        long highest = slicing.lastEnd(begin);
        Long before = before(begin);
        if (before != null) {
            lowest = Math.max(lowest, slicing.lastEnd(before) + step);
        }
        Long after = after(begin);
        if (after != null) {
            highest = Math.min(highest, slicing.firstEnd(after) - step);
        }
        return lowest > highest ? 0 : (highest - lowest) / step + 1 - apartBetween(lowest, highest);
    }

    private @Nullable Long before(long begin) {
        if (newest != null && newestBegin < begin) {
            return newestBegin;
        }
        return second != null && secondBegin < begin ? (Long) secondBegin : queue.before(begin);
    }

    private @Nullable Long after(long begin) {
        if (begin >= newestBegin) {
            return null;
        }
        if (begin >= secondBegin) {
            return newestBegin;
        }
        Long after = queue.after(begin);
        return after == null ? (Long) secondBegin : after;
    }

    // ---- windows for events that are late for others --------------------------------------------------------------

    /** Returns what a window holds apart from its slices. */
    @Nullable
    A apart(long windowEnd) {
        return apart == null ? null : apart.get(windowEnd);
    }

    /** Keeps events of a window apart from its slices, and returns whether it had no events at all. */
    boolean addApart(long windowEnd, A events, Slicing slicing) {
        if (apart == null) {
            apart = new LongMap<>();
        }
        apart.put(windowEnd, events);
        Long before = before(windowEnd);
        return before == null || before < slicing.start(windowEnd);
    }

    private long apartBetween(long lowest, long highest) {
        return apart == null
                ? 0
                : Arrays.stream(apart.sortedKeys())
                        .filter(e -> e >= lowest && e <= highest)
                        .count();
    }

    // ---- firing ---------------------------------------------------------------------------------------------------

    /** Freezes the slices that begin before the end of a window, and returns whether the window has events. */
    boolean freeze(long windowEnd, Emission<A> emission) {
        if (second != null && secondBegin < windowEnd) {
            queue.add(secondBegin, second);
            second = null;
            secondBegin = NONE;
        }
        if (newest != null && newestBegin < windowEnd) {
            queue.add(newestBegin, newest);
            newest = null;
            newestBegin = NONE;
        }
        return queue.freeze(windowEnd, emission) || apart(windowEnd) != null;
    }

    /**
     * Returns all that the window holds for which slices were frozen last, in an accumulator of its own; null if it could
     * not be combined.
     */
    @Nullable
    A sum(long windowEnd, Emission<A> emission) {
        A late = apart(windowEnd);
        if (!queue.hasFrozen()) {
            return late;
        }
        A sum = queue.sum(emission);
        return late == null || queue.combine(sum, late, emission) ? sum : null;
    }

    /** Returns why {@link #sum} has returned null. */
    Exception failure() {
        return queue.failure();
    }

    /**
     * Drops a window that has fired, and the slices that only it and those before it hold.
     *
     * @param nextStart where the next window starts
     * @return whether the next window holds what is left of the frozen slices
     */
    boolean drop(long windowEnd, long nextStart) {
        if (apart != null) {
            apart.remove(windowEnd);
        }
        return queue.drop(nextStart);
    }

    /** Returns whether nothing is left. */
    boolean isEmpty() {
        return newest == null && queue.isEmpty() && (apart == null || apart.size() == 0);
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    /** Returns the codec for slices whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<SliceState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(SliceState<A> state, BinaryWriter out) {
                state.queue.write(out, accumulators);
                write(state.secondBegin, state.second, out);
                write(state.newestBegin, state.newest, out);
                LongMap<A> apart = state.apart;
                long[] ends = apart == null ? new long[0] : apart.sortedKeys();
                out.writeInt(ends.length);
                for (long end : ends) {
                    write(end, state.apart(end), out);
                }
            }

            private void write(long at, @Nullable A accumulator, BinaryWriter out) {
                out.writeLong(accumulator == null ? NONE : at);
                if (accumulator != null) {
                    accumulators.write(accumulator, out);
                }
            }

            @Override
            public SliceState<A> read(BinaryReader in) {
                SliceState<A> state = new SliceState<>(SliceQueue.read(in, accumulators));
                state.secondBegin = in.readLong();
                state.second = state.secondBegin == NONE ? null : accumulators.read(in);
                state.newestBegin = in.readLong();
                state.newest = state.newestBegin == NONE ? null : accumulators.read(in);
                int ends = in.readInt();
                if (ends > 0) {
                    LongMap<A> apart = new LongMap<>();
                    for (int i = 0; i < ends; i++) {
                        apart.put(in.readLong(), accumulators.read(in));
                    }
                    state.apart = apart;
                }
                return state;
            }
        };
    }
}
