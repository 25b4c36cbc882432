// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import static java.lang.Math.max;
import static java.lang.Math.min;

import io.leat.engine.log.segment.BlockIndex;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Segment;
import java.io.IOException;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The events of a range of event time, ordered by that, equal ones by index: a merge of the blocks that have some.
 *
 * <p>A segment, a part of its index or a block is looked into when nothing that is known comes before the least time that it can
 * have; so the first event costs a block or two, and where events are nearly in order few blocks are open at a time. However great the
 * disorder, all of them together hold a bounded amount of events: what has no room is read again, as {@link BlockRun} describes.
 */
final class TimeRange implements LoggedEvents {
    /** What the open blocks may have in memory, apart from one event each. */
    private static final long MEMORY_BYTES = 32L << 20;
    /** Into how many parts an index is divided when it is looked into. */
    private static final int PARTS = 16;

    private final Holds holds = new Holds();
    private final long fromMs;
    private final long toMs;
    private final long endIndex;
    private final PriorityQueue<Run> runs = new PriorityQueue<>();
    private int openBlocks;

    /** {@code endIndex}: of the first event that is not looked at. */
    TimeRange(List<Segment> all, long fromMs, long toMs, long endIndex) {
        this.fromMs = fromMs;
        this.toMs = toMs;
        this.endIndex = endIndex;
        for (Segment segment : all) {
            if (segment.extent().overlaps(fromMs, toMs)) {
                holds.add(segment);
            }
        }
        for (Segment segment : holds.segments()) {
            runs.add(new SegmentRun(
                    new Part(segment), max(fromMs, segment.extent().minTimeMs())));
        }
    }

    /** A segment, and how many runs there are of it. */
    static final class Part {
        final Segment segment;
        private int runs = 1;

        Part(Segment segment) {
            this.segment = segment;
        }
    }

    /** Where in the order of time the next event of something is at the earliest. */
    abstract static class Run implements Comparable<Run> {
        final Part part;
        long timeMs;
        long index;

        Run(Part part, long timeMs, long index) {
            this.part = part;
            this.timeMs = timeMs;
            this.index = index;
        }

        @Override
        public final int compareTo(Run other) {
            int byTime = Long.compare(timeMs, other.timeMs);
            return byTime != 0 ? byTime : Long.compare(index, other.index);
        }
    }

    /** A segment that nobody has looked into. */
    private static final class SegmentRun extends Run {
        SegmentRun(Part part, long earliestMs) {
            super(part, earliestMs, part.segment.firstIndex());
        }
    }

    /** Blocks that nobody has looked into. */
    private static final class IndexRun extends Run {
        private final BlockIndex blocks;
        private final int from;
        private final int to;

        IndexRun(Part part, BlockIndex blocks, int from, int to, long earliestMs) {
            super(part, earliestMs, blocks.firstIndex(from));
            this.blocks = blocks;
            this.from = from;
            this.to = to;
        }
    }

    @Override
    public @Nullable LoggedEvent next() throws IOException {
        for (Run first = runs.poll(); first != null; first = runs.poll()) {
            if (first instanceof BlockRun block) {
                LoggedEvent event = next(block);
                if (event != null) {
                    return event;
                }
            } else {
                lookInto(first);
            }
        }
        return null;
    }

    private void lookInto(Run run) throws IOException {
        if (run instanceof IndexRun index) {
            divide(index.part, index.blocks, index.from, index.to);
        } else {
            BlockIndex blocks = run.part.segment.blocks();
            divide(run.part, blocks, 0, blocks.size());
        }
        end(run);
    }

    private void divide(Part part, BlockIndex blocks, int from, int to) {
        int size = (to - from + PARTS - 1) / PARTS;
        for (int next = from; next < to; next += size) {
            add(part, blocks, next, min(to, next + size));
        }
    }

    private void add(Part part, BlockIndex blocks, int from, int to) {
        boolean any = false;
        long earliestMs = Long.MAX_VALUE;
        for (int i = from; i < to; i++) {
            if (blocks.minTimeMs(i) <= toMs && blocks.maxTimeMs(i) >= fromMs) {
                earliestMs = min(earliestMs, max(fromMs, blocks.minTimeMs(i)));
                any = true;
            }
        }
        if (any) {
            part.runs++;
            runs.add(
                    to - from > 1
                            ? new IndexRun(part, blocks, from, to, earliestMs)
                            : new BlockRun(part, blocks, from, earliestMs));
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
        if (block.isAtEnd()) {
            openBlocks--;
            end(block);
        } else {
            runs.add(block);
        }
        return event;
    }

    private void end(Run run) throws IOException {
        if (--run.part.runs == 0) {
            holds.release(run.part.segment);
        }
    }

    @Override
    public void close() throws IOException {
        runs.clear();
        holds.close();
    }
}
