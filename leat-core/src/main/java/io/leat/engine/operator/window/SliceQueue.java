// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import org.jspecify.annotations.Nullable;

/**
 * Slices in order of time, which knows what all its frozen ones hold together, at O(1) combinations a slice, amortised.
 *
 * <p>A slice is <em>frozen</em> when the first window that holds it fires: no event comes for it any more. Frozen slices are
 * two stacks (Tangwongsan, Hirzel, Schneider, "Low-latency sliding-window aggregation in worst-case constant time", DEBS
 * 2017, there "two-stacks"). In the <em>front</em> each slice holds what it and all those behind it in the front held; the
 * paper keeps that beside the slice, but a frozen one is not needed by itself again. What is behind the front is summed up in
 * {@code back}. When the front is used up, the frozen slices become the next one.
 *
 * <p>Invariant: {@code first <= frontEnd <= frozenEnd <= end}.
 */
final class SliceQueue<A extends Entry & Accumulator> {
    private static final int FIRST_CAPACITY = 4;

    private long[] begins = new long[FIRST_CAPACITY];
    /** Accumulators; null in the front where some could not be combined. */
    private @Nullable Object[] slices = new @Nullable Object[FIRST_CAPACITY];

    private int first;
    private int frontEnd;
    private int frozenEnd;
    private int end;

    private @Nullable A back;
    private boolean backFailed;

    /** Why slices could not be combined, if that was since they were read. */
    private @Nullable Exception failure;

    boolean isEmpty() {
        return first == end;
    }

    /** Returns whether there is a frozen slice. */
    boolean hasFrozen() {
        return first < frozenEnd;
    }

    // ---- slices that take events ----------------------------------------------------------------------------------

    /** Returns a slice that is not frozen; null if there is none. */
    @Nullable
    A slice(long begin) {
        int i = placeOf(begin) - 1;
        return i >= frozenEnd && begins[i] == begin ? at(i) : null;
    }

    /** Returns where the last slice that begins before another one begins; null if there is none. */
    @Nullable
    Long before(long begin) {
        int i = placeOf(begin - 1);
        return i == first ? null : (Long) begins[i - 1];
    }

    /** Returns where the first slice that begins after another one begins; null if there is none. */
    @Nullable
    Long after(long begin) {
        int i = placeOf(begin);
        return i == end ? null : (Long) begins[i];
    }

    /** The place behind all slices that begin at an instant or before: mostly the end. */
    private int placeOf(long begin) {
        int i = end;
        while (i > first && begins[i - 1] > begin) {
            i--;
        }
        return i;
    }

    /** Adds a slice that is not there yet. */
    void add(long begin, A slice) {
        if (end == begins.length) {
            makeRoom();
        }
        int at = placeOf(begin);
        System.arraycopy(begins, at, begins, at + 1, end - at);
        System.arraycopy(slices, at, slices, at + 1, end - at);
        begins[at] = begin;
        slices[at] = slice;
        end++;
    }

    private void makeRoom() {
        int size = end - first;
        int capacity = 4 * size > 3 * begins.length ? 2 * begins.length : begins.length;
        long[] roomyBegins = new long[capacity];
        @Nullable Object[] roomySlices = new @Nullable Object[capacity];
        System.arraycopy(begins, first, roomyBegins, 0, size);
        System.arraycopy(slices, first, roomySlices, 0, size);
        begins = roomyBegins;
        slices = roomySlices;
        frontEnd -= first;
        frozenEnd -= first;
        end = size;
        first = 0;
    }

    @SuppressWarnings("unchecked") // only add() and read() write, with A
    private @Nullable A at(int index) {
        return (A) slices[index];
    }

    // ---- frozen slices --------------------------------------------------------------------------------------------

    /** Freezes the slices that begin before an instant, and returns whether there is a frozen one. */
    boolean freeze(long before, Emission<A> emission) {
        int newest = frozenEnd;
        while (frozenEnd < end && begins[frozenEnd] < before) {
            frozenEnd++;
        }
        if (frontEnd == first) {
            turn(emission);
        } else {
            for (int i = newest; i < frozenEnd; i++) {
                toBack(at(i), emission);
            }
        }
        return hasFrozen();
    }

    /** Makes all frozen slices the front, from the last on. */
    private void turn(Emission<A> emission) {
        frontEnd = frozenEnd;
        back = null;
        backFailed = false;
        for (int i = frozenEnd - 2; i >= first; i--) {
            if (!combine(at(i), at(i + 1), emission)) {
                slices[i] = null;
            }
        }
    }

    private void toBack(@Nullable A slice, Emission<A> emission) {
        if (backFailed || slice == null) {
            backFailed = true;
        } else if (back == null) {
            back = copy(slice, emission);
            backFailed = back == null;
        } else {
            backFailed = !combine(back, slice, emission);
        }
    }

    /** Returns all that the frozen slices hold, of which there is one, in an accumulator of its own; null if that failed. */
    @Nullable
    A sum(Emission<A> emission) {
        A front = at(first);
        A sum = front == null || backFailed ? null : copy(front, emission);
        return back == null || combine(sum, back, emission) ? sum : null;
    }

    /** Adds what one accumulator holds to another; returns false if that is not possible. */
    boolean combine(@Nullable A into, @Nullable A from, Emission<A> emission) {
        if (into == null || from == null) {
            return false;
        }
        Exception thrown = emission.combine(into, from);
        failure = thrown == null ? failure : thrown;
        return thrown == null;
    }

    private @Nullable A copy(A slice, Emission<A> emission) {
        try {
            return emission.copy(slice);
        } catch (Exception e) {
            failure = e;
            return null;
        }
    }

    /** Returns why slices could not be combined. */
    Exception failure() {
        return failure != null ? failure : new IllegalStateException("slices of it could not be combined before");
    }

    /** Drops the frozen slices that begin before an instant, and returns whether one is left. */
    boolean drop(long before) {
        while (first < frozenEnd && begins[first] < before) {
            slices[first++] = null;
        }
        if (frontEnd <= first) {
            frontEnd = first;
            back = null; // the next window combines the slices behind the front anew
        }
        return hasFrozen();
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    void write(BinaryWriter out, StateCodec<A> accumulators) {
        out.writeInt(end - first);
        out.writeInt(frozenEnd - first);
        out.writeInt(frontEnd - first);
        for (int i = first; i < end; i++) {
            out.writeLong(begins[i]);
            write(at(i), out, accumulators);
        }
        out.writeBoolean(backFailed);
        write(back, out, accumulators);
    }

    private static <A extends Entry> void write(@Nullable A slice, BinaryWriter out, StateCodec<A> accumulators) {
        out.writeBoolean(slice != null);
        if (slice != null) {
            accumulators.write(slice, out);
        }
    }

    static <A extends Entry & Accumulator> SliceQueue<A> read(BinaryReader in, StateCodec<A> accumulators) {
        SliceQueue<A> queue = new SliceQueue<>();
        queue.end = in.readInt();
        queue.frozenEnd = in.readInt();
        queue.frontEnd = in.readInt();
        int capacity = Math.max(FIRST_CAPACITY, queue.end);
        queue.begins = new long[capacity];
        queue.slices = new @Nullable Object[capacity];
        for (int i = 0; i < queue.end; i++) {
            queue.begins[i] = in.readLong();
            queue.slices[i] = in.readBoolean() ? accumulators.read(in) : null;
        }
        queue.backFailed = in.readBoolean();
        queue.back = in.readBoolean() ? accumulators.read(in) : null;
        return queue;
    }
}
