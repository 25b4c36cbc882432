// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.codec.BinaryReader;
import io.leat.codec.CodecException;

/**
 * Reads the events of a frame. Each is how much later it arrived than the one before, how much later than that its event time is,
 * the number of its bytes, and the bytes. One thread at a time.
 */
final class Entries {
    private static final byte[] NOTHING = {};

    private final String where;
    private BinaryReader in = new BinaryReader(NOTHING);
    private long index;
    private long arrivalMs;
    private long timeMs;
    private byte[] bytes = NOTHING;

    /** {@code where}: the file, for messages. */
    Entries(String where) {
        this.where = where;
    }

    /** Begins with the events of a frame. */
    void begin(BinaryReader payload) throws DamagedLogException {
        in = payload;
        try {
            index = in.readUnsigned() - 1;
            arrivalMs = in.readLong();
        } catch (CodecException e) {
            throw new DamagedLogException(where, 0, "a frame cannot be read", e);
        }
    }

    /** Goes on to the next event, and returns whether there is one. */
    boolean next() throws DamagedLogException {
        if (in.remaining() == 0) {
            return false;
        }
        try {
            index++;
            arrivalMs += in.readUnsigned();
            timeMs = arrivalMs + in.readLong();
            bytes = in.readBytes();
            return true;
        } catch (CodecException e) {
            throw new DamagedLogException(where, in.position(), "event " + index + " cannot be read", e);
        }
    }

    long index() {
        return index;
    }

    long arrivalMs() {
        return arrivalMs;
    }

    long timeMs() {
        return timeMs;
    }

    byte[] bytes() {
        return bytes;
    }

    LoggedEvent event() {
        return new LoggedEvent(index, arrivalMs, timeMs, bytes);
    }
}
