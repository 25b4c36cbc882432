// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.codec.BinaryReader;
import io.leat.engine.log.segment.DamagedLogException;
import io.leat.engine.log.segment.Entries;
import io.leat.engine.log.segment.Extent;
import io.leat.engine.log.segment.Frame;
import io.leat.engine.log.segment.FrameInput;
import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Segment;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log in its order, and follows it while more is appended. It sees what is in the log by the log's {@link Durability}. One
 * thread at a time.
 */
public final class Cursor implements Closeable {
    /** The index of an event that no segment begins with. */
    private static final long NOT_YET = -1;

    private static final byte[] NOTHING = {};

    private final Successors successors;
    private final long from;
    private @Nullable Segment segment;
    private FrameInput frames;
    private Entries entries;
    private boolean inEvents;

    private boolean mark;
    private long index;
    private byte[] bytes = NOTHING;

    /** What a cursor asks for when it has read a segment that is full. */
    @FunctionalInterface
    interface Successors {
        /** Returns the segment that begins with an event, held for the cursor; null if there is none now. */
        @Nullable
        Segment from(long index) throws IOException;
    }

    /** {@code first}: held by the caller, and the cursor's from now on. {@code offset}: of the frame to begin with. */
    Cursor(Segment first, long offset, long from, Successors successors) throws IOException {
        this.successors = successors;
        this.from = from;
        this.segment = first;
        this.frames = new FrameInput(first.input(), first.where(), offset);
        this.entries = new Entries(first.where());
    }

    /**
     * Goes on to the next event or mark.
     *
     * @return whether there is one now; if not, there may be later
     * @throws DamagedLogException if what is there is not what was written
     * @throws IOException also if the log could not be written, and everything in it has been read
     */
    public boolean next() throws IOException {
        while (true) {
            if (inEvents) {
                inEvents = entries.next();
                if (inEvents && entries.index() >= from) {
                    return at(false, entries.index(), entries.bytes());
                }
            } else if (!nextFrame()) {
                return false;
            } else if (frames.kind() == Frame.EVENTS) {
                entries.begin(frames);
                inEvents = true;
            } else if (frames.kind() == Frame.MARK && atMark()) {
                return true;
            }
        }
    }

    private boolean atMark() {
        BinaryReader payload = frames.payload();
        long before = payload.readUnsigned();
        return before >= from && at(true, before, payload.readBytes());
    }

    private boolean at(boolean isMark, long newIndex, byte[] newBytes) {
        mark = isMark;
        index = newIndex;
        bytes = newBytes;
        return true;
    }

    private boolean nextFrame() throws IOException {
        while (segment != null) {
            Extent extent = segment.extent();
            if (frames.next(extent.length())) {
                return true;
            }
            if (!follow(extent)) {
                return false;
            }
        }
        throw new IOException("the cursor is closed");
    }

    private boolean follow(Extent extent) throws IOException {
        Segment next = successors.from(extent.full() ? extent.endIndex() : NOT_YET);
        if (next == null) {
            return false;
        }
        close();
        segment = next;
        frames = new FrameInput(next.input(), next.where(), next.begin());
        entries = new Entries(next.where());
        return true;
    }

    /** Returns whether it stands at a mark, not an event. */
    public boolean isMark() {
        return mark;
    }

    /** Returns the index of the event; for a mark, of the one that it is before. */
    public long index() {
        return index;
    }

    /** Returns when the event arrived, in milliseconds since 1970. */
    public long arrivalMs() {
        return entries.arrivalMs();
    }

    /** Returns the event time in milliseconds since 1970. */
    public long timeMs() {
        return entries.timeMs();
    }

    /** Returns the bytes of the event or mark: the caller's to keep. */
    public byte[] bytes() {
        return bytes;
    }

    LoggedEvent event() {
        return new LoggedEvent(index, entries.arrivalMs(), entries.timeMs(), bytes);
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.release();
            segment = null;
        }
    }
}
