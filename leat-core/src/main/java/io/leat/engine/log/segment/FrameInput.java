// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;

/** Reads a file frame by frame, and checks each. One thread at a time. */
public final class FrameInput {
    private static final int CHUNK_BYTES = 64 << 10;
    private static final byte[] NOTHING = {};

    private final DiskInput in;
    private final String where;
    /** Of the frame to come. */
    private long offset;

    private byte[] chunk = NOTHING;
    private int at;
    private int end;

    /** Where the frame's payload begins, behind its kind. */
    private int payloadAt;

    private int kind;

    /** {@code where}: the file, for messages. */
    public FrameInput(DiskInput in, String where, long offset) {
        this.in = in;
        this.where = where;
        this.offset = offset;
    }

    /**
     * Goes on to the next frame.
     *
     * @param limit up to which there are frames in the file
     * @return whether there is one
     * @throws DamagedLogException if what is there is no frame
     */
    public boolean next(long limit) throws IOException {
        if (offset >= limit) {
            return false;
        }
        require(Frame.HEADER_BYTES, limit);
        long length = Frame.length(chunk, at);
        if (length <= Frame.HEADER_BYTES) {
            throw damaged("a frame of " + length + " bytes");
        }
        require(length, limit);
        if (!Frame.isIntact(chunk, at, (int) length, offset)) {
            throw damaged("a frame that is not as it was written");
        }
        kind = chunk[at + Frame.HEADER_BYTES];
        payloadAt = at + Frame.HEADER_BYTES + 1;
        at += (int) length;
        offset += length;
        return true;
    }

    /** Has that many bytes in the chunk. */
    private void require(long length, long limit) throws IOException {
        if (length > limit - offset) {
            throw damaged("a frame of " + length + " bytes where " + (limit - offset) + " are left");
        }
        if (length > end - at) {
            fill((int) Math.max(length, Math.min(CHUNK_BYTES, limit - offset)));
        }
    }

    private void fill(int length) throws IOException {
        if (chunk.length < length) {
            chunk = new byte[length];
        }
        at = 0;
        end = 0;
        in.read(offset, chunk, 0, length);
        end = length;
    }

    private DamagedLogException damaged(String what) {
        return new DamagedLogException(where, offset, what);
    }

    /** Returns where the next frame begins. */
    public long offset() {
        return offset;
    }

    /** Returns what kind of frame it is. */
    public int kind() {
        return kind;
    }

    /** Returns what is in it, behind the kind. Valid until the next. */
    public BinaryReader payload() {
        return new BinaryReader(chunk, payloadAt, at - payloadAt);
    }

    /** Returns the array that the payload is in. */
    byte[] chunk() {
        return chunk;
    }
}
