// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.engine.disk.Disk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a log, in order, without a gap. Thread-safe. */
public final class Segments {
    private volatile List<Segment> all;
    /** Those that are not retained, but were held when they should have been deleted; oldest first. */
    private final Deque<Segment> leaving = new ArrayDeque<>();

    private Segments(List<Segment> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Finds the segments in a directory. The last is as far as it is good, and may have to be cut there.
     *
     * @throws DamagedLogException if they are damaged, or one is missing
     */
    public static Segments open(Disk disk, String log) throws IOException {
        List<String> files =
                disk.files().stream().filter(SegmentHeader::isSegment).toList();
        List<Segment> found = new ArrayList<>();
        long lastArrivalMs = Long.MIN_VALUE;
        for (int i = 0; i < files.size(); i++) {
            String file = files.get(i);
            Segment segment = Segment.full(disk, file, log);
            if (segment == null && i < files.size() - 1) {
                throw new DamagedLogException(
                        Segment.where(disk, file), 0, "the end of the file is missing, though others follow");
            }
            if (segment == null || (i == files.size() - 1 && !hasIndex(segment))) {
                segment = SegmentScan.recover(disk, file, log, lastArrivalMs);
            }
            if (segment == null) {
                disk.delete(file); // it was never begun
                disk.sync();
            } else {
                requireSuccessor(found, segment);
                found.add(segment);
                lastArrivalMs = segment.extent().lastArrivalMs();
            }
        }
        return new Segments(found);
    }

    /** Returns whether a crash has left the index in front of the trailer, which may be in another sector. */
    private static boolean hasIndex(Segment full) throws IOException {
        if (!full.hold()) {
            throw new IllegalStateException("it was just found");
        }
        try {
            full.blocks();
            return true;
        } catch (DamagedLogException e) {
            return false;
        } finally {
            full.release();
        }
    }

    private static void requireSuccessor(List<Segment> found, Segment next) throws DamagedLogException {
        if (!found.isEmpty()) {
            long end = found.get(found.size() - 1).extent().endIndex();
            if (end != next.firstIndex()) {
                throw new DamagedLogException(
                        next.where(),
                        0,
                        "it begins with event " + next.firstIndex() + " where " + end + " is expected");
            }
        }
    }

    /** Returns those that are retained. */
    public List<Segment> all() {
        return all;
    }

    /** Returns the last; null if there is none. */
    @Nullable
    public Segment last() {
        List<Segment> now = all;
        return now.isEmpty() ? null : now.get(now.size() - 1);
    }

    /** Adds one behind the last. */
    public synchronized void add(Segment segment) {
        List<Segment> more = new ArrayList<>(all);
        more.add(segment);
        all = List.copyOf(more);
    }

    /** Makes the last one full, if there is anything in it, and else lets it be gone. */
    public void endLast(Disk disk) throws IOException {
        List<Segment> now = all;
        Segment last = now.get(now.size() - 1);
        if (last.extent().endIndex() > last.firstIndex()) {
            SegmentWriter.resume(disk, last).finish();
        } else {
            last.delete();
            all = List.copyOf(now.subList(0, now.size() - 1));
        }
    }

    /** Returns the last that begins before an event, or the first. */
    public Segment before(long index) {
        List<Segment> now = all;
        Segment found = now.get(0);
        for (Segment segment : now) {
            if (segment.firstIndex() < index) {
                found = segment;
            }
        }
        return found;
    }

    /** Returns the one that begins with an event; null if there is none. */
    @Nullable
    public Segment beginningWith(long index) {
        for (Segment segment : all) {
            if (segment.firstIndex() == index) {
                return segment;
            }
        }
        return null;
    }

    public long bytes() {
        return all.stream().mapToLong(segment -> segment.extent().length()).sum();
    }

    /** Lets go of what is not to be retained, and deletes what nobody holds. */
    public synchronized void retain(Retention retention, long keptFrom, long nowMs) throws IOException {
        List<Segment> now = all;
        long bytes = bytes();
        int gone = 0;
        while (gone < now.size() - 1 && isBeyond(now.get(gone), bytes, retention, keptFrom, nowMs)) {
            bytes -= now.get(gone).extent().length();
            leaving.add(now.get(gone++));
        }
        if (gone > 0) {
            all = List.copyOf(now.subList(gone, now.size()));
        }
        while (!leaving.isEmpty() && leaving.element().delete()) {
            leaving.remove();
        }
    }

    private static boolean isBeyond(Segment segment, long bytes, Retention retention, long keptFrom, long nowMs) {
        Extent extent = segment.extent();
        if (extent.endIndex() > keptFrom) {
            return false;
        }
        boolean old = retention.ageMs() != Long.MAX_VALUE && extent.lastArrivalMs() < nowMs - retention.ageMs();
        return old || bytes > retention.bytes();
    }
}
