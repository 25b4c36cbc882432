// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.collection.LongMap;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a key besides the slices that take events, which are entries of their own: where those begin, the frozen
 * ones, and what windows hold apart from slices.
 *
 * <p>Invariant: the slices that take events begin after all frozen ones.
 */
final class SliceState<A extends Entry & Accumulator> extends Entry {
    private static final int FEW = 2;

    /** Where the slices begin that take events, in ascending order. */
    private long[] open = new long[FEW];

    private int opened;

    private final SliceQueue<A> frozen;

    /** Windows by their end, for events that are late for other windows of their slice; null if there never was one. */
    private @Nullable LongMap<A> apart;

    SliceState() {
        this(new SliceQueue<>());
    }

    private SliceState(SliceQueue<A> frozen) {
        this.frozen = frozen;
    }

    SliceQueue<A> frozen() {
        return frozen;
    }

    // ---- slices that take events ----------------------------------------------------------------------------------

    /** Takes note of a slice that gets its first event, and returns how many windows hold it and nothing else yet. */
    long open(long begin, Slicing slicing) {
        int at = placeOf(begin);
        if (opened == open.length) {
            open = Arrays.copyOf(open, 2 * opened);
        }
        System.arraycopy(open, at, open, at + 1, opened - at);
        open[at] = begin;
        opened++;
        return windowsOnlyAt(at, slicing);
    }

    /** The place behind all open slices that begin at an instant or before: mostly the end. */
    private int placeOf(long begin) {
        int at = opened;
        while (at > 0 && open[at - 1] > begin) {
            at--;
        }
        return at;
    }

    private long windowsOnlyAt(int at, Slicing slicing) {
        long step = slicing.step();
        long lowest = slicing.firstEnd(open[at]);
        long highest = slicing.lastEnd(open[at]);
        if (at > 0) {
            lowest = Math.max(lowest, slicing.lastEnd(open[at - 1]) + step);
        } else if (!frozen.isEmpty()) {
            lowest = Math.max(lowest, slicing.lastEnd(frozen.lastBegin()) + step);
        }
        if (at + 1 < opened) {
            highest = Math.min(highest, slicing.firstEnd(open[at + 1]) - step);
        }
        return lowest > highest ? 0 : (highest - lowest) / step + 1 - apartBetween(lowest, highest);
    }

    /** Returns whether there is an open slice that begins before an instant. */
    boolean hasOpen(long before) {
        return opened > 0 && open[0] < before;
    }

    /** Returns where the first open slice begins, and forgets it. */
    long takeOpen() {
        long begin = open[0];
        opened--;
        System.arraycopy(open, 1, open, 0, opened);
        return begin;
    }

    /** Returns where the open slices begin that begin between two instants, the second left out. */
    long[] openBetween(long start, long end) {
        return Arrays.stream(open, 0, opened)
                .filter(begin -> begin >= start && begin < end)
                .toArray();
    }

    /** Returns the ends of all windows that hold something, in ascending order; of those that are over too, as long as slices of them are here. */
    NavigableSet<Long> ends(Slicing slicing) {
        NavigableSet<Long> ends = new TreeSet<>();
        frozen.forEachBegin(begin -> addEnds(begin, slicing, ends));
        Arrays.stream(open, 0, opened).forEach(begin -> addEnds(begin, slicing, ends));
        if (apart != null) {
            Arrays.stream(apart.sortedKeys()).forEach(ends::add);
        }
        return ends;
    }

    private static void addEnds(long begin, Slicing slicing, NavigableSet<Long> ends) {
        for (long end = slicing.firstEnd(begin); end <= slicing.lastEnd(begin); end += slicing.step()) {
            ends.add(end);
        }
    }

    // ---- windows for events that are late for others --------------------------------------------------------------

    /** Returns what a window holds apart from its slices. */
    @Nullable
    A apart(long windowEnd) {
        return apart == null ? null : apart.get(windowEnd);
    }

    /** Keeps events of a window apart from its slices, and returns whether it had no events at all. */
    boolean putApart(long windowEnd, A events, Slicing slicing) {
        if (apart == null) {
            apart = new LongMap<>();
        }
        apart.put(windowEnd, events);
        int opener = placeOf(windowEnd - 1) - 1;
        long start = slicing.start(windowEnd);
        boolean holdsOpen = opener >= 0 && open[opener] >= start;
        return !holdsOpen && (frozen.isEmpty() || frozen.lastBegin() < start);
    }

    /** Forgets what a window holds apart from its slices. */
    void removeApart(long windowEnd) {
        if (apart != null) {
            apart.remove(windowEnd);
        }
    }

    private long apartBetween(long lowest, long highest) {
        return apart == null
                ? 0
                : Arrays.stream(apart.sortedKeys())
                        .filter(e -> e >= lowest && e <= highest)
                        .count();
    }

    /** Returns whether nothing is left. */
    boolean isEmpty() {
        return opened == 0 && frozen.isEmpty() && (apart == null || apart.size() == 0);
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    void write(BinaryWriter out, StateCodec<A> accumulators) {
        out.writeInt(opened);
        for (int i = 0; i < opened; i++) {
            out.writeLong(open[i]);
        }
        frozen.write(out, accumulators);
        LongMap<A> windows = apart == null ? new LongMap<>() : apart;
        out.writeInt(windows.size());
        for (long end : windows.sortedKeys()) {
            A events = windows.get(end);
            if (events != null) {
                out.writeLong(end);
                accumulators.write(events, out);
            }
        }
    }

    static <A extends Entry & Accumulator> SliceState<A> read(BinaryReader in, StateCodec<A> accumulators) {
        int opened = in.readInt();
        long[] open = new long[Math.max(FEW, opened)];
        for (int i = 0; i < opened; i++) {
            open[i] = in.readLong();
        }
        SliceState<A> state = new SliceState<>(SliceQueue.read(in, accumulators));
        state.open = open;
        state.opened = opened;
        for (int n = in.readInt(); n > 0; n--) {
            state.apart = state.apart == null ? new LongMap<>() : state.apart;
            state.apart.put(in.readLong(), accumulators.read(in));
        }
        return state;
    }

    static String describe(StateCodec<?> accumulators) {
        return "slices[open:many<long>,frozen:" + SliceQueue.describe(accumulators)
                + ",apart:many<window[end:long,value:" + accumulators.describe() + "]>]";
    }
}
