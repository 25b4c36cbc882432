// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.log.segment.BlockIndex;
import io.leat.engine.log.segment.Entries;
import io.leat.engine.log.segment.Frame;
import io.leat.engine.log.segment.FrameInput;
import io.leat.engine.log.segment.LoggedEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block in the order of event time. It has the next events in memory, as many as have room; when they are gone, and more are to
 * come, it reads the block again. One thread at a time.
 */
final class BlockRun extends TimeRange.Run {
    /** What an event in memory takes besides its bytes. */
    private static final int EVENT_BYTES = 64;

    private static final Comparator<LoggedEvent> BY_TIME = new ByTime();

    private final long offset;
    /** Where the next block begins; the end of the segment for the last. */
    private final long end;

    private List<LoggedEvent> events = List.of();
    private int next;
    private boolean open;
    private boolean moreOnDisk = true;

    /** Orders the events of a block, which are in the order of their indexes. */
    private static final class ByTime implements Comparator<LoggedEvent> {
        @Override
        public int compare(LoggedEvent a, LoggedEvent b) {
            return Long.compare(a.timeMs(), b.timeMs());
        }
    }

    /** {@code earliestMs}: no event of the range is earlier. */
    BlockRun(TimeRange.Part part, BlockIndex blocks, int block, long earliestMs) {
        super(part, earliestMs, blocks.firstIndex(block));
        this.offset = blocks.offset(block);
        this.end = block + 1 < blocks.size()
                ? blocks.offset(block + 1)
                : part.segment.extent().length();
    }

    /** Returns whether it was ever loaded. */
    boolean isOpen() {
        return open;
    }

    /** Returns whether the next event is in memory. */
    boolean isLoaded() {
        return next < events.size();
    }

    /** Returns whether there are no more events. */
    boolean isAtEnd() {
        return !isLoaded() && !moreOnDisk;
    }

    /**
     * Reads the next events of a range of event time that are before an index, at least one if there is one.
     *
     * @param atMostBytes that they may take together
     */
    void load(long fromMs, long toMs, long endIndex, long atMostBytes) throws IOException {
        List<LoggedEvent> found = new ArrayList<>();
        FrameInput frames = new FrameInput(part.segment.input(), part.segment.where(), offset);
        Entries entries = new Entries(part.segment.where());
        while (frames.next(end)) {
            if (frames.kind() == Frame.EVENTS) {
                entries.begin(frames);
                while (entries.next()) {
                    long ms = entries.timeMs();
                    if (ms >= fromMs && ms <= toMs && entries.index() < endIndex && isToCome(ms, entries.index())) {
                        found.add(entries.event());
                    }
                }
            }
        }
        found.sort(BY_TIME);
        int fit = fitting(found, atMostBytes);
        moreOnDisk = fit < found.size();
        events = moreOnDisk ? new ArrayList<>(found.subList(0, fit)) : found;
        next = 0;
        open = true;
        standAtNext();
    }

    /** It stands at the next event, or at the place of the first that has no room. */
    private boolean isToCome(long ms, long eventIndex) {
        return ms > timeMs || (ms == timeMs && eventIndex >= index);
    }

    private static int fitting(List<LoggedEvent> sorted, long atMostBytes) {
        long bytes = 0;
        int fit = 0;
        while (fit < sorted.size() && (fit == 0 || bytes < atMostBytes)) {
            bytes += sorted.get(fit++).bytes().length + EVENT_BYTES;
        }
        return fit;
    }

    private void standAtNext() {
        if (isLoaded()) {
            timeMs = events.get(next).timeMs();
            index = events.get(next).index();
        } else {
            index++; // behind the last that was in memory
            events = List.of();
            next = 0;
        }
    }

    /** Returns the next event, and goes on, if it is loaded and not behind where another run stands. */
    @Nullable
    LoggedEvent nextIfFirst(TimeRange.@Nullable Run other) {
        if (!isLoaded() || (other != null && compareTo(other) > 0)) {
            return null;
        }
        LoggedEvent event = events.get(next++);
        standAtNext();
        return event;
    }
}
