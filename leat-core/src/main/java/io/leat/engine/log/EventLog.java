// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.disk.Disk;
import io.leat.engine.log.segment.BlockIndex;
import io.leat.engine.log.segment.DamagedLogException;
import io.leat.engine.log.segment.Extent;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Segment;
import io.leat.engine.log.segment.SegmentWriter;
import io.leat.engine.log.segment.Segments;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An append-only log of events, in a directory of its own.
 *
 * <p>Each event has an index, from 0 without a gap. Any number of threads may append and read at the same time. An event can be
 * read when its append has returned or is about to; what was not acknowledged when the process ended may be there or not. Arrival
 * times do not go back: an earlier one than that of the event before is replaced by that.
 */
public final class EventLog implements Closeable {
    /** For the time of an event: it is that of its arrival. */
    public static final long BY_ARRIVAL = Long.MIN_VALUE;

    private final LogOptions options;
    private final Segments segments;
    private final GroupCommit commit;
    private volatile long keptFrom;

    private EventLog(LogOptions options, Segments segments, GroupCommit commit) {
        this.options = options;
        this.segments = segments;
        this.commit = commit;
        this.keptFrom = firstIndex();
    }

    /** Opens the log in a directory, or begins it, whatever events are in it; see {@link #open(Disk, LogOptions, Consumer)}. */
    public static EventLog open(Disk disk, LogOptions options) throws IOException {
        return open(disk, options, schema -> {});
    }

    /**
     * Opens the log in a directory, or begins it. A torn end, which a crash has left and nobody was told to be in the log, is cut.
     *
     * @param check is given in words what the events are that are there, and throws if they cannot be read; then nothing was changed
     *     that was acknowledged
     * @throws DamagedLogException if what was acknowledged is not there any more as it was written
     */
    public static EventLog open(Disk disk, LogOptions options, Consumer<String> check) throws IOException {
        Segments segments = Segments.open(disk, options.name());
        segments.all().stream().map(Segment::schema).distinct().forEach(check);
        Segment last = segments.last();
        if (last != null && !last.extent().full() && !last.schema().equals(options.schema())) {
            segments.endLast(disk);
        }
        return new EventLog(
                options, segments, new GroupCommit(disk, options, segments, writer(disk, options, segments)));
    }

    private static SegmentWriter writer(Disk disk, LogOptions options, Segments segments) throws IOException {
        Segment last = segments.last();
        if (last != null && !last.extent().full()) {
            return SegmentWriter.resume(disk, last);
        }
        if (last != null) {
            SegmentWriter.forceFull(disk, last);
        }
        SegmentWriter writer = SegmentWriter.create(
                disk, options.name(), options.schema(), last == null ? Extent.NONE : last.extent());
        segments.add(writer.segment());
        return writer;
    }

    // ---- appending ------------------------------------------------------------------------------------------------

    /**
     * Appends an event, and returns its index when it is in the log: see {@link Durability}.
     *
     * @param timeMs its event time in milliseconds since 1970, or {@link #BY_ARRIVAL}
     * @param arrivalMs in milliseconds since 1970
     * @throws IOException if it could not be written; whether it is in the log is not known. The log takes no more then
     */
    public long append(byte[] event, long timeMs, long arrivalMs) throws IOException {
        return commit.append(List.of(new NewEvent(event, timeMs)), arrivalMs);
    }

    /**
     * Appends events one behind the other, and returns the index of the first when all are in the log: that of the next event if
     * there are none.
     *
     * @throws IOException if they could not be written; whether some of them are in the log is not known. The log takes no more then
     */
    public long append(List<NewEvent> events, long arrivalMs) throws IOException {
        return commit.append(events, arrivalMs);
    }

    /**
     * Puts a record behind the last event, if the next one has the index {@code before}, and hands it to the operating system. It
     * is forced with what comes behind it, at the latest by {@link #force}.
     *
     * @return whether it is there; if not, somebody has appended an event meanwhile
     */
    public boolean mark(long before, byte[] what) throws IOException {
        return commit.mark(before, what);
    }

    /** Forces everything that was appended before the call, by whatever durability. */
    public void force() throws IOException {
        commit.force();
    }

    // ---- what is retained -----------------------------------------------------------------------------------------

    /**
     * Lets go of what is beyond the retention and before an event; before the first call nothing goes. Whoever reads may keep
     * files a while longer. To be called now and then, also because segments become old.
     */
    public void keep(long index) throws IOException {
        keptFrom = Math.max(keptFrom, index);
        commit.rollIfOld();
        segments.retain(options.retention(), keptFrom, options.clock().millis());
    }

    /** Returns the index of the first event that is retained; {@link #endIndex} if there is none. */
    public long firstIndex() {
        return segments.all().get(0).firstIndex();
    }

    /** Returns the index of the next event. */
    public long endIndex() {
        return commit.committed();
    }

    /** Returns how large the files are. */
    public long bytes() {
        return segments.bytes();
    }

    // ---- reading --------------------------------------------------------------------------------------------------

    /**
     * Reads from an event on, and marks before it too.
     *
     * @throws DamagedLogException if the log ends before that, or does not go back that far any more
     */
    public Cursor from(long index) throws IOException {
        if (index < firstIndex() || index > endIndex()) {
            Segment nearest = segments.before(index);
            throw new DamagedLogException(
                    nearest.where(),
                    nearest.begin(),
                    "event " + index + " was asked for, and there are those from " + firstIndex() + " to "
                            + endIndex());
        }
        return open(index);
    }

    /** Reads from an event on, or from the first that is retained. */
    private Cursor open(long index) throws IOException {
        Segment first = segments.before(index);
        if (!first.hold()) {
            return open(index); // it was deleted meanwhile, and is not among them now
        }
        try {
            BlockIndex blocks = first.blocks();
            int block = blocks.before(index);
            return new Cursor(first, block < 0 ? first.begin() : blocks.offset(block), index, this::successor);
        } catch (IOException | RuntimeException e) {
            first.release();
            throw e;
        }
    }

    /** Returns the last events, at most {@code atMost}, newest last. */
    public List<LoggedEvent> recent(int atMost) throws IOException {
        long end = endIndex();
        List<LoggedEvent> found = new ArrayList<>();
        try (Cursor cursor = open(end - atMost)) {
            while (cursor.next() && cursor.index() < end) {
                if (!cursor.isMark()) {
                    found.add(cursor.event());
                }
            }
        }
        return found;
    }

    /**
     * Finds the events of a range of event time that are in the log now, by time, of equal ones by index. The first costs some
     * milliseconds however many they are.
     *
     * @param fromMs the first time in the range
     * @param toMs the last time in the range
     */
    public LoggedEvents range(long fromMs, long toMs) {
        return range(fromMs, toMs, endIndex());
    }

    /** Finds the events of a range of event time that are before an index; see {@link #range(long, long)}. */
    public LoggedEvents range(long fromMs, long toMs, long endIndex) {
        return new TimeRange(segments.all(), fromMs, toMs, endIndex);
    }

    /**
     * Finds the events that arrived in a range of time and are in the log now, in the order of the log.
     *
     * @param fromMs the first time in the range
     * @param toMs the last time in the range
     */
    public LoggedEvents arrivedBetween(long fromMs, long toMs) throws IOException {
        return arrivedBetween(fromMs, toMs, 0, endIndex());
    }

    /** Finds the events that arrived in a range of time from one index up to before another. */
    public LoggedEvents arrivedBetween(long fromMs, long toMs, long fromIndex, long endIndex) throws IOException {
        return ArrivalRange.find(segments.all(), fromMs, toMs, fromIndex, endIndex);
    }

    private @Nullable Segment successor(long index) throws IOException {
        Segment next = segments.beginningWith(index);
        if (next != null && next.hold()) {
            return next;
        }
        if (index >= 0 && index < firstIndex()) {
            throw new IOException("event " + index + " is not retained any more: the log begins with " + firstIndex());
        }
        commit.requireUnfailed();
        return null;
    }

    /** Forces everything, and takes no more. What is in the log can still be read. */
    @Override
    public void close() throws IOException {
        commit.close();
    }
}
