// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import java.util.Arrays;

/**
 * Reads the events of a frame. Each is how much later it arrived than the one before, how much later than that its event time is,
 * the number of its bytes, and the bytes; the numbers as {@link io.leat.codec.BinaryWriter} writes them. One thread at a time.
 */
public final class Entries {
    private static final byte[] NOTHING = {};

    private final String where;
    private byte[] in = NOTHING;
    private int at;
    private int end;
    private long index;
    private long arrivalMs;
    private long timeMs;
    private int length;

    /** {@code where}: the file, for messages. */
    public Entries(String where) {
        this.where = where;
    }

    /** Begins with the events of the frame that an input stands at. Valid until the input's next. */
    public void begin(FrameInput frames) {
        BinaryReader payload = frames.payload();
        Frame.Content content = Frame.Content.read(payload);
        in = frames.chunk();
        at = payload.position();
        end = at + payload.remaining();
        index = content.firstIndex() - 1;
        arrivalMs = content.firstArrivalMs();
        length = 0;
    }

    /** Goes on to the next event, and returns whether there is one. */
    public boolean next() throws DamagedLogException {
        at += length;
        length = 0;
        if (at == end) {
            return false;
        }
        index++;
        arrivalMs += unsigned();
        timeMs = arrivalMs + signed();
        long bytes = unsigned();
        if (bytes < 0 || bytes > end - at) {
            throw unreadable();
        }
        length = (int) bytes;
        return true;
    }

    private long signed() throws DamagedLogException {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    private long unsigned() throws DamagedLogException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && at < end; shift += 7) {
            byte next = in[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw unreadable();
    }

    private DamagedLogException unreadable() {
        return new DamagedLogException(where, at, "event " + index + " of an intact frame cannot be read");
    }

    public long index() {
        return index;
    }

    public long arrivalMs() {
        return arrivalMs;
    }

    public long timeMs() {
        return timeMs;
    }

    /** Returns the bytes of the event: a copy. */
    public byte[] bytes() {
        return Arrays.copyOfRange(in, at, at + length);
    }

    public LoggedEvent event() {
        return new LoggedEvent(index, arrivalMs, timeMs, bytes());
    }
}
