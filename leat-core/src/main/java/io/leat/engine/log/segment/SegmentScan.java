// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what survived of the segment that was written last.
 *
 * <p>The first frame that is not as it was written may be one that was not forced before a crash: then it and what is behind it were
 * never acknowledged, and are cut. Or it was forced and is damaged now, which a frame behind it proves: each says how much of the
 * file was forced when it was written. So damage is told from a torn tail except in the last frames, behind which nothing was written.
 */
final class SegmentScan {
    /** How far behind a frame that is not good a proof is looked for. */
    private static final int MOST_BYTES = 64 << 20;

    private final DiskInput in;
    private final String where;
    private final long length;

    private SegmentScan(DiskInput in, String where) throws IOException {
        this.in = in;
        this.where = where;
        this.length = in.length();
    }

    /**
     * Returns the segment as far as it is good; null if it was never begun.
     *
     * @throws DamagedLogException if what was forced is not good
     */
    static @Nullable Segment recover(Disk disk, String file, String log, long lastArrivalMs) throws IOException {
        try (DiskInput in = disk.open(file)) {
            SegmentScan scan = new SegmentScan(in, Segment.where(disk, file));
            SegmentHeader header;
            try {
                header = SegmentHeader.read(in, scan.where, log, SegmentHeader.firstIndex(file));
            } catch (DamagedLogException e) {
                scan.requireUnforced(0, e);
                return null;
            }
            Segment segment = Segment.empty(disk, file, header, lastArrivalMs);
            scan.fill(segment);
            return segment;
        }
    }

    private void fill(Segment segment) throws IOException {
        FrameInput frames = new FrameInput(in, where, segment.begin());
        while (next(frames) && frames.kind() != Frame.INDEX) {
            long at = segment.extent().length();
            Frame.Content content = Frame.NO_EVENTS;
            if (frames.kind() == Frame.EVENTS) {
                content = Frame.Content.read(frames.payload());
                requireNext(content, segment.extent().endIndex(), at);
            }
            segment.add(content, at, frames.offset());
        }
    }

    private void requireNext(Frame.Content content, long expected, long at) throws DamagedLogException {
        if (content.firstIndex() != expected) {
            throw new DamagedLogException(
                    where, at, "event " + content.firstIndex() + " where " + expected + " is expected");
        }
    }

    private boolean next(FrameInput frames) throws IOException {
        long at = frames.offset();
        try {
            return frames.next(length);
        } catch (DamagedLogException e) {
            requireUnforced(at, e);
            return false;
        }
    }

    /** Checks that nothing behind an offset proves that what is there was forced. */
    private void requireUnforced(long from, DamagedLogException damage) throws IOException {
        byte[] rest = new byte[(int) Math.min(MOST_BYTES, length - from)];
        in.read(from, rest, 0, rest.length);
        for (int at = 1; at + Frame.HEADER_BYTES < rest.length; at++) {
            long forced = Frame.forced(rest, at);
            long size = Frame.length(rest, at);
            if (forced > from
                    && forced <= from + at
                    && size <= rest.length - at
                    && Frame.isIntact(rest, at, (int) size, from + at)) {
                throw damage;
            }
        }
    }
}
