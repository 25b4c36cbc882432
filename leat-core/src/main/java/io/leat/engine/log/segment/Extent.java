// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;

/**
 * What may be read of a segment.
 *
 * @param length of the file, up to which there are frames of events and marks
 * @param endIndex one more than that of the last event
 * @param minTimeMs the least event time; above {@code maxTimeMs} if there are no events
 * @param firstArrivalMs of the first event; {@code Long.MAX_VALUE} if there are none
 * @param lastArrivalMs of the last event; that of the segments before if there are none
 * @param full whether the segment will get no more
 */
public record Extent(
        long length,
        long endIndex,
        long minTimeMs,
        long maxTimeMs,
        long firstArrivalMs,
        long lastArrivalMs,
        boolean full) {
    /** That of the segment before the first. */
    public static final Extent NONE = empty(0, 0, Long.MIN_VALUE);

    /** Returns that of a segment with nothing in it yet. */
    static Extent empty(long length, long firstIndex, long lastArrivalMs) {
        return new Extent(length, firstIndex, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, lastArrivalMs, false);
    }

    /** Returns this with a frame more, which ends at {@code end}. */
    Extent plus(Frame.Content frame, long end) {
        if (frame.count() == 0) {
            return new Extent(end, endIndex, minTimeMs, maxTimeMs, firstArrivalMs, lastArrivalMs, false);
        }
        return new Extent(
                end,
                frame.endIndex(),
                Math.min(minTimeMs, frame.minTimeMs()),
                Math.max(maxTimeMs, frame.maxTimeMs()),
                Math.min(firstArrivalMs, frame.firstArrivalMs()),
                frame.lastArrivalMs(),
                false);
    }

    /** Returns this of a segment that gets no more. */
    Extent fulled() {
        return new Extent(length, endIndex, minTimeMs, maxTimeMs, firstArrivalMs, lastArrivalMs, true);
    }

    /** Returns whether there may be events of a range of event time, both ends of which belong to it. */
    public boolean overlaps(long fromMs, long toMs) {
        return minTimeMs <= toMs && maxTimeMs >= fromMs;
    }

    // ---- as bytes -------------------------------------------------------------------------------------------------

    static final int BYTES = 6 * Long.BYTES;

    void write(BinaryWriter out) {
        out.writeFixedLong(length);
        out.writeFixedLong(endIndex);
        out.writeFixedLong(minTimeMs);
        out.writeFixedLong(maxTimeMs);
        out.writeFixedLong(firstArrivalMs);
        out.writeFixedLong(lastArrivalMs);
    }

    /** Reads that of a segment that gets no more. */
    static Extent read(BinaryReader in) {
        return new Extent(
                in.readFixedLong(),
                in.readFixedLong(),
                in.readFixedLong(),
                in.readFixedLong(),
                in.readFixedLong(),
                in.readFixedLong(),
                true);
    }
}
