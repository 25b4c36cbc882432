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
 * <p>A list and not an array: a window that fires then touches the first and the last slice, and neither the head of an array
 * nor places in it, which are all far away where there are many keys.
 */
final class SliceQueue<A extends Entry & Accumulator> {
    private @Nullable Node<A> first;
    private @Nullable Node<A> last;
    private @Nullable Node<A> lastFrozen;
    private @Nullable Node<A> lastOfFront;

    private @Nullable A back;
    private boolean backFailed;

    /** Why slices could not be combined, if that was since they were read. */
    private @Nullable Exception failure;

    /** A slice in its place. */
    private static final class Node<A> {
        final long begin;

        /** Null in the front where some could not be combined. */
        @Nullable
        A slice;

        @Nullable
        Node<A> earlier;

        @Nullable
        Node<A> later;

        Node(long begin, @Nullable A slice) {
            this.begin = begin;
            this.slice = slice;
        }
    }

    boolean isEmpty() {
        return first == null;
    }

    /** Returns whether there is a frozen slice. */
    boolean hasFrozen() {
        return lastFrozen != null;
    }

    // ---- slices that take events ----------------------------------------------------------------------------------

    /** Returns a slice that is not frozen; null if there is none. */
    @Nullable
    A slice(long begin) {
        Node<A> node = lastUpTo(begin);
        return node != null && node.begin == begin ? node.slice : null;
    }

    /** Returns where the last slice that begins before another one begins; null if there is none. */
    @Nullable
    Long before(long begin) {
        Node<A> node = lastUpTo(begin - 1);
        return node == null ? null : (Long) node.begin;
    }

    /** Returns where the first slice that begins after another one begins; null if there is none. */
    @Nullable
    Long after(long begin) {
        Node<A> node = after(lastUpTo(begin));
        return node == null ? null : (Long) node.begin;
    }

    /** The last slice that begins at an instant or before: mostly the last of all. */
    private @Nullable Node<A> lastUpTo(long begin) {
        Node<A> node = last;
        while (node != null && node.begin > begin) {
            node = node.earlier;
        }
        return node;
    }

    private @Nullable Node<A> after(@Nullable Node<A> node) {
        return node == null ? first : node.later;
    }

    /** Adds a slice that is not there yet. */
    void add(long begin, A slice) {
        insert(new Node<>(begin, slice), lastUpTo(begin));
    }

    private void insert(Node<A> node, @Nullable Node<A> earlier) {
        Node<A> later = after(earlier);
        node.earlier = earlier;
        node.later = later;
        if (earlier == null) {
            first = node;
        } else {
            earlier.later = node;
        }
        if (later == null) {
            last = node;
        } else {
            later.earlier = node;
        }
    }

    // ---- frozen slices --------------------------------------------------------------------------------------------

    /** Freezes the slices that begin before an instant, and returns whether there is a frozen one. */
    boolean freeze(long before, Emission<A> emission) {
        boolean hasFront = lastOfFront != null;
        Node<A> next = after(lastFrozen);
        for (; next != null && next.begin < before; next = next.later) {
            lastFrozen = next;
            if (hasFront) {
                toBack(next.slice, emission);
            }
        }
        if (!hasFront) {
            turn(emission);
        }
        return hasFrozen();
    }

    /** Makes all frozen slices the front, from the last on. */
    private void turn(Emission<A> emission) {
        lastOfFront = lastFrozen;
        back = null;
        backFailed = false;
        Node<A> later = lastFrozen;
        for (Node<A> node = later == null ? null : later.earlier; later != null && node != null; node = node.earlier) {
            if (!combine(node.slice, later.slice, emission)) {
                node.slice = null;
            }
            later = node;
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
        A front = first == null ? null : first.slice;
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
        while (first != null && lastFrozen != null && first.begin < before) {
            dropFirst(first);
        }
        return hasFrozen();
    }

    private void dropFirst(Node<A> gone) {
        Node<A> next = gone.later;
        first = next;
        if (next == null) {
            last = null;
        } else {
            next.earlier = null;
        }
        if (gone == lastOfFront) {
            lastOfFront = null;
            back = null; // the next window combines the slices behind the front anew
        }
        if (gone == lastFrozen) {
            lastFrozen = null;
        }
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    void write(BinaryWriter out, StateCodec<A> accumulators) {
        for (Node<A> node = first; node != null; node = node.later) {
            out.writeBoolean(true);
            out.writeLong(node.begin);
            write(node.slice, out, accumulators);
        }
        out.writeBoolean(false);
        out.writeLong(lastFrozen == null ? Long.MIN_VALUE : lastFrozen.begin);
        out.writeLong(lastOfFront == null ? Long.MIN_VALUE : lastOfFront.begin);
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
        while (in.readBoolean()) {
            long begin = in.readLong();
            queue.insert(new Node<>(begin, in.readBoolean() ? accumulators.read(in) : null), queue.last);
        }
        queue.lastFrozen = queue.lastUpTo(in.readLong());
        queue.lastOfFront = queue.lastUpTo(in.readLong());
        queue.backFailed = in.readBoolean();
        queue.back = in.readBoolean() ? accumulators.read(in) : null;
        return queue;
    }
}
