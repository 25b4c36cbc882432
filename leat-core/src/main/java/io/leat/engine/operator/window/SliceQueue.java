// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Frozen slices in order of time, to which no event comes any more, and what they hold together: at O(1) combinations a
 * slice, amortised.
 *
 * <p>They are two stacks (Tangwongsan, Hirzel, Schneider, "Low-latency sliding-window aggregation in worst-case constant
 * time", DEBS 2017, there "two-stacks"). In the <em>front</em> each slice holds what it and all those behind it in the front
 * held; the paper keeps that beside the slice, but it is not needed by itself again. What is behind the front is summed up in
 * {@code back}. When the front is used up, all slices become the next one.
 *
 * <p>A list and not an array: a window that fires then touches the first and the last slice, and neither the head of an array
 * nor places in it, which are all far away where there are many keys.
 */
final class SliceQueue<A extends Entry & Accumulator> {
    private @Nullable Node<A> first;
    private @Nullable Node<A> last;
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

    /** Returns where the last slice begins; only if there is one. */
    long lastBegin() {
        return last == null ? Long.MIN_VALUE : last.begin;
    }

    /** Adds a slice behind all others. */
    void add(long begin, A slice, Emission<A> emission) {
        append(begin, slice);
        if (lastOfFront != null) {
            toBack(slice, emission);
        }
    }

    private void append(long begin, @Nullable A slice) {
        Node<A> node = new Node<>(begin, slice);
        node.earlier = last;
        if (last == null) {
            first = node;
        } else {
            last.later = node;
        }
        last = node;
    }

    private void toBack(A slice, Emission<A> emission) {
        if (back == null && !backFailed) {
            back = copy(slice, emission);
            backFailed = back == null;
        } else {
            backFailed = backFailed || !combine(back, slice, emission);
        }
    }

    /** Returns all that the slices hold, of which there is one, in an accumulator of its own; null if that failed. */
    @Nullable
    A sum(Emission<A> emission) {
        if (lastOfFront == null) {
            turn(emission);
        }
        A front = first == null ? null : first.slice;
        A sum = front == null || backFailed ? null : copy(front, emission);
        return back == null || combine(sum, back, emission) ? sum : null;
    }

    /**
     * Returns all that the slices hold which begin at an instant or later, in an accumulator of its own; null if there is none.
     *
     * @throws Exception what a user function throws, or has thrown when slices were combined
     */
    @Nullable
    A sumFrom(long start, WindowLogic<A> logic) throws Exception {
        Node<A> node = first;
        boolean inFront = lastOfFront != null;
        while (node != null && node.begin < start) {
            inFront = inFront && node != lastOfFront;
            node = node.later;
        }
        A sum = null;
        while (node != null) {
            if (node.slice == null) {
                throw failure();
            }
            if (sum == null) {
                sum = logic.copy(node.slice);
            } else {
                logic.combine(sum, node.slice);
            }
            node = inFront && lastOfFront != null
                    ? lastOfFront.later
                    : node.later; // it held all of the front behind it
            inFront = false;
        }
        return sum;
    }

    /** Hands over where each slice begins, in ascending order. */
    void forEachBegin(LongConsumer visitor) {
        for (Node<A> node = first; node != null; node = node.later) {
            visitor.accept(node.begin);
        }
    }

    /** Makes all slices the front, from the last on. */
    private void turn(Emission<A> emission) {
        lastOfFront = last;
        backFailed = false;
        Node<A> later = last;
        for (Node<A> node = later == null ? null : later.earlier; later != null && node != null; node = node.earlier) {
            if (!combine(node.slice, later.slice, emission)) {
                node.slice = null;
            }
            later = node;
        }
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

    /** Drops the slices that begin before an instant, and returns whether one is left. */
    boolean drop(long before) {
        while (first != null && first.begin < before) {
            Node<A> next = first.later;
            if (first == lastOfFront) {
                lastOfFront = null;
                back = null; // the next front will hold it
            }
            if (next == null) {
                last = null;
            } else {
                next.earlier = null;
            }
            first = next;
        }
        return first != null;
    }

    // ---- bytes ----------------------------------------------------------------------------------------------------

    void write(BinaryWriter out, StateCodec<A> accumulators) {
        for (Node<A> node = first; node != null; node = node.later) {
            out.writeBoolean(true);
            out.writeLong(node.begin);
            write(node.slice, out, accumulators);
        }
        out.writeBoolean(false);
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
            queue.append(begin, in.readBoolean() ? accumulators.read(in) : null);
        }
        long frontEnd = in.readLong();
        Node<A> node = queue.last;
        while (node != null && node.begin != frontEnd) {
            node = node.earlier;
        }
        queue.lastOfFront = node;
        queue.backFailed = in.readBoolean();
        queue.back = in.readBoolean() ? accumulators.read(in) : null;
        return queue;
    }

    static String describe(StateCodec<?> accumulators) {
        String slice = "maybe<" + accumulators.describe() + ">";
        return "queue[slices:chain<slice[begin:long,value:" + slice + "]>,front:long,failed:boolean,back:" + slice
                + "]";
    }
}
