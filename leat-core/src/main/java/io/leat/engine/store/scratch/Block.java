// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store.scratch;

import io.leat.codec.BinaryReader;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads records, and keeps some bytes behind the last one: if the next is among them, it costs no other read. */
final class Block {
    /** What is larger is not kept. */
    private static final int MOST_BYTES = 1 << 20;

    private final int ahead;
    private byte[] bytes;
    private @Nullable Segment from;
    private long begin;
    private int size;

    /** {@code ahead}: how many bytes are read at least. */
    Block(int ahead) {
        this.ahead = ahead;
        this.bytes = new byte[ahead];
    }

    /** Returns the record that begins there. */
    byte[] record(Segment segment, long at, long address) throws IOException {
        int start = hold(segment, at, Segment.OVERHEAD, address);
        int length = new BinaryReader(bytes, start, 4).readFixedInt();
        if (length < 0) {
            throw segment.damaged(address);
        }
        start = hold(segment, at, Segment.OVERHEAD + (long) length, address);
        int record = start + Segment.OVERHEAD;
        byte[] found = Arrays.copyOfRange(bytes, record, record + length);
        segment.require(address, Arrays.copyOfRange(bytes, start, record), found);
        if (bytes.length > MOST_BYTES) {
            bytes = new byte[ahead];
            from = null;
        }
        return found;
    }

    /** Reads bytes unless they are here, and returns where. */
    private int hold(Segment segment, long at, long count, long address) throws IOException {
        if (segment != from || at < begin || at + count > begin + size) {
            long there = segment.length() - at;
            if (there < count) {
                throw segment.damaged(address);
            }
            size = (int) Math.min(Math.max(count, ahead), there);
            if (size > bytes.length) {
                bytes = new byte[size];
            }
            from = null; // if the read fails
            segment.read(at, bytes, size);
            from = segment;
            begin = at;
        }
        return (int) (at - begin);
    }
}
