// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a range of event time, ordered by that, equal ones by index: a merge of the blocks that have some.
 *
 * <p>A segment or block is looked into when nothing that is known comes before the least time that it can have; so the first
 * event costs a block or two, and where events are nearly in order few blocks are open at a time. However great the disorder, all of
 * them together hold some 16 MB of events: what has no room is read again, as {@link BlockRun} describes.
 */
final class TimeRange implements LoggedEvents {
    /** What the open blocks may have in memory, apart from one event each. */
    private static final long MEMORY_BYTES = 16L << 20;

    private final Holds holds;
    private final long fromMs;
    private final long toMs;
    private final long endIndex;
    private final PriorityQueue<Run> runs = new PriorityQueue<>();
    private int openBlocks;

    private TimeRange(Holds holds, long fromMs, long toMs, long endIndex) {
        this.holds = holds;
        this.fromMs = fromMs;
        this.toMs = toMs;
        this.endIndex = endIndex;
    }

    /** A part of the log in the order of time: where its next event is at the earliest. */
    abstract static class Run implements Comparable<Run> {
        long timeMs;
        long index;

        @Override
        public final int compareTo(Run other) {
            int byTime = Long.compare(timeMs, other.timeMs);
            return byTime != 0 ? byTime : Long.compare(index, other.index);
        }
    }

    /** A segment that nobody has looked into. */
    private static final class SegmentRun extends Run {
        private final Segment segment;

        SegmentRun(Segment segment, long earliestMs) {
            this.segment = segment;
            this.timeMs = earliestMs;
            this.index = segment.firstIndex();
        }
    }

    /**
     * Finds events.
     *
     * @param endIndex of the first event that is not looked at
     */
    static TimeRange find(List<Segment> all, long fromMs, long toMs, long endIndex) {
        Holds holds = Holds.of(all, extent -> extent.overlaps(fromMs, toMs));
        TimeRange range = new TimeRange(holds, fromMs, toMs, endIndex);
        for (Segment segment : holds.segments()) {
            range.runs.add(
                    new SegmentRun(segment, Math.max(fromMs, segment.extent().minTimeMs())));
        }
        return range;
    }

    @Override
    public @Nullable LoggedEvent next() throws IOException {
        while (true) {
            Run first = runs.poll();
            if (first == null) {
                return null;
            }
            if (first instanceof SegmentRun segment) {
                open(segment.segment);
            } else if (first instanceof BlockRun block) {
                LoggedEvent event = next(block);
                if (event != null) {
                    return event;
                }
            }
        }
    }

    private void open(Segment segment) throws IOException {
        BlockIndex blocks = segment.blocks();
        long end = segment.extent().length();
        Segmented shared = new Segmented(segment);
        for (int i = 0; i < blocks.size() && blocks.firstIndex(i) < endIndex; i++) {
            if (blocks.minTimeMs(i) <= toMs && blocks.maxTimeMs(i) >= fromMs) {
                shared.blocks++;
                runs.add(new BlockRun(
                        shared,
                        blocks.offset(i),
                        i + 1 < blocks.size() ? blocks.offset(i + 1) : end,
                        blocks.firstIndex(i),
                        Math.max(fromMs, blocks.minTimeMs(i))));
            }
        }
        if (shared.blocks == 0) {
            holds.release(segment);
        }
    }

    /** A segment that is open, and how many of its blocks have something to come. */
    static final class Segmented {
        final Segment segment;
        int blocks;

        Segmented(Segment segment) {
            this.segment = segment;
        }
    }

    private @Nullable LoggedEvent next(BlockRun block) throws IOException {
        if (!block.isOpen()) {
            openBlocks++;
        }
        if (!block.isLoaded()) {
            block.load(fromMs, toMs, endIndex, MEMORY_BYTES / openBlocks);
        }
        LoggedEvent event = block.nextIfFirst(runs.peek());
        if (!block.isAtEnd()) {
            runs.add(block);
        } else {
            openBlocks--;
            if (--block.segmented().blocks == 0) {
                holds.release(block.segmented().segment);
            }
        }
        return event;
    }

    @Override
    public void close() throws IOException {
        runs.clear();
        holds.close();
    }
}
