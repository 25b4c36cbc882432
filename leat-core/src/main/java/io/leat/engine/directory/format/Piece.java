// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.codec.BinaryWriter;
import java.util.Arrays;

/**
 * A frame of a chunk, and where it is.
 *
 * @param epoch of the chunk
 * @param file that has it
 * @param type what it holds: {@link #CONTENT}, {@link #RESULTS} or {@link #STATE}
 * @param step that it belongs to; empty for content
 * @param group the key group of state, else 0
 * @param at where the frame begins
 * @param length of its payload
 */
public record Piece(long epoch, FileRef file, byte type, String step, int group, long at, int length) {
    /** Where everything stood at the end of the epoch. */
    public static final byte CONTENT = 'C';

    /** Results for a step. */
    public static final byte RESULTS = 'R';

    /** Operations on the state of a key group. */
    public static final byte STATE = 'S';

    /** Returns what the payload begins with: the type and whose it is. */
    public static byte[] head(byte type, String step, int group) {
        BinaryWriter out = new BinaryWriter();
        out.writeByte(type);
        if (type != CONTENT) {
            out.writeString(step);
        }
        if (type == STATE) {
            out.writeUnsigned(group);
        }
        return out.toByteArray();
    }

    /** Returns how many bytes the frame takes in the file. */
    public long size() {
        return FrameSum.OVERHEAD + (long) length;
    }

    /** Returns where in the payload the body begins, or -1 if it is not the payload of this piece. */
    public int body(byte[] payload) {
        byte[] head = head(type, step, group);
        boolean same = payload.length == length
                && head.length <= length
                && Arrays.equals(payload, 0, head.length, head, 0, head.length);
        return same ? head.length : -1;
    }
}
