// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.log.segment.BlockIndex;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Segment;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a log that arrived in a range of time, in the order of the log. */
final class ArrivalRange implements LoggedEvents {
    private final Holds holds;
    private final Cursor cursor;
    private final long fromMs;
    private final long toMs;
    private final long endIndex;

    private ArrivalRange(Holds holds, Cursor cursor, long fromMs, long toMs, long endIndex) {
        this.holds = holds;
        this.cursor = cursor;
        this.fromMs = fromMs;
        this.toMs = toMs;
        this.endIndex = endIndex;
    }

    /**
     * Finds events.
     *
     * @param fromIndex of the first event that is looked at
     * @param endIndex of the first event that is not looked at
     */
    static LoggedEvents find(List<Segment> all, long fromMs, long toMs, long fromIndex, long endIndex)
            throws IOException {
        Holds holds = new Holds();
        try {
            for (Segment segment : all) {
                if (segment.extent().lastArrivalMs() >= fromMs
                        && segment.extent().firstArrivalMs() <= toMs) {
                    holds.add(segment);
                }
            }
            if (holds.segments().isEmpty()) {
                return Holds.NO_EVENTS;
            }
            Segment first = holds.segments().get(0);
            BlockIndex blocks = first.blocks();
            int block = Math.max(blocks.arrivedBefore(fromMs), blocks.before(fromIndex));
            long offset = block < 0 ? first.begin() : blocks.offset(block);
            first.hold();
            return new ArrivalRange(
                    holds, new Cursor(first, offset, fromIndex, holds::successor), fromMs, toMs, endIndex);
        } catch (IOException | RuntimeException e) {
            holds.close();
            throw e;
        }
    }

    @Override
    public @Nullable LoggedEvent next() throws IOException {
        while (cursor.next()) {
            if (cursor.isMark()) {
                continue;
            }
            if (cursor.index() >= endIndex || cursor.arrivalMs() > toMs) {
                return null;
            }
            if (cursor.arrivalMs() >= fromMs) {
                return cursor.event();
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        cursor.close();
        holds.close();
    }
}
