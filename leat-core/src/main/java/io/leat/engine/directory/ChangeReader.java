// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.codec.CodecException;
import java.util.Objects;

/**
 * A cursor over operations that {@link ChangeWriter} wrote. After {@link #next} it is at one of them; keys and values are places in
 * the array. One thread at a time.
 */
public final class ChangeReader {
    private final byte[] bytes;
    private final int end;
    private int at;
    private int start;
    private int what;
    private int kind;
    private long namespace;
    private int keyAt;
    private int keyLength;
    private int valueAt;
    private int valueLength;

    public ChangeReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.at = offset;
        this.end = offset + length;
    }

    /**
     * Goes to the next operation.
     *
     * @return false if there is none
     * @throws io.leat.codec.CodecException if the bytes are no operation
     */
    public boolean next() {
        if (at == end) {
            return false;
        }
        start = at;
        int code = bytes[at++];
        what = code & 3;
        kind = code >> 2;
        if (what > ChangeWriter.CLEAR || kind < 0) {
            throw damaged("an operation of code " + code);
        }
        long zigzag = unsigned();
        namespace = (zigzag >>> 1) ^ -(zigzag & 1);
        if (what != ChangeWriter.CLEAR) {
            keyLength = length();
            keyAt = at;
            at += keyLength;
        }
        if (what == ChangeWriter.PUT) {
            valueLength = length();
            valueAt = at;
            at += valueLength;
        }
        return true;
    }

    private int length() {
        long length = unsigned();
        if (length < 0 || length > end - at) {
            throw damaged("a length of " + Long.toUnsignedString(length) + " with " + (end - at) + " bytes left");
        }
        return (int) length;
    }

    private long unsigned() {
        long value = 0;
        for (int shift = 0; shift < 64 && at < end; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number that does not end");
    }

    private CodecException damaged(String what) {
        return new CodecException("damaged operations, up to offset " + at + ": " + what);
    }

    /** Returns {@link ChangeWriter#PUT}, {@link ChangeWriter#REMOVE} or {@link ChangeWriter#CLEAR}. */
    public int what() {
        return what;
    }

    public int kind() {
        return kind;
    }

    public long namespace() {
        return namespace;
    }

    /** Returns where the key begins; not for {@link ChangeWriter#CLEAR}. */
    public int keyAt() {
        return keyAt;
    }

    public int keyLength() {
        return keyLength;
    }

    /** Returns where the value begins; for {@link ChangeWriter#PUT} only. */
    public int valueAt() {
        return valueAt;
    }

    public int valueLength() {
        return valueLength;
    }

    /** Returns where the operation begins. */
    int start() {
        return start;
    }

    /** Returns where the key ends; not for {@link ChangeWriter#CLEAR}. */
    int keyEnd() {
        return keyAt + keyLength;
    }

    /** Returns where the operation ends. */
    int end() {
        return at;
    }
}
