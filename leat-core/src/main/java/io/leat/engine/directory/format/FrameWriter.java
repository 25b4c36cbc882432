// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory.format;

import io.leat.engine.disk.DiskOutput;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/** Appends frames to a file, gathered into large writes. Any failure leaves it of no use. One thread at a time. */
public final class FrameWriter implements Closeable {
    private static final int FIRST_BYTES = 1 << 12;

    private final DiskOutput out;
    private final FrameSum sum;
    private final int maxBytes;
    private byte[] buffer;
    private int size;
    private long position;

    private FrameWriter(DiskOutput out, FileHeader header, int bufferBytes) {
        this.out = out;
        this.sum = new FrameSum(header);
        this.maxBytes = bufferBytes;
        this.buffer = new byte[Math.min(bufferBytes, FIRST_BYTES)];
        this.position = out.length();
    }

    /** Begins a file with its header; at most {@code bufferBytes} are gathered before they are written. */
    public static FrameWriter begin(DiskOutput out, FileHeader header, int bufferBytes) throws IOException {
        FrameWriter writer = new FrameWriter(out, header, bufferBytes);
        writer.append(header.encode(), 0, FileHeader.LENGTH);
        return writer;
    }

    /** Goes on behind what a file has. */
    public static FrameWriter resume(DiskOutput out, FileHeader header, int bufferBytes) {
        return new FrameWriter(out, header, bufferBytes);
    }

    /** Returns where the next frame will begin. */
    public long position() {
        return position;
    }

    public void frame(byte[] payload) throws IOException {
        frame(payload, payload, 0, 0);
    }

    /** Appends a frame whose payload is a head and a body. */
    public void frame(byte[] head, byte[] body, int offset, int length) throws IOException {
        int total = Math.addExact(head.length, length);
        sum.begin(position, total);
        sum.add(head, 0, head.length);
        sum.add(body, offset, length);
        appendInt(total);
        appendInt(sum.value());
        append(head, 0, head.length);
        append(body, offset, length);
    }

    private void appendInt(int value) throws IOException {
        append(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value}, 0, 4);
    }

    private void append(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - size) {
            makeRoom(length);
        }
        if (length > buffer.length) {
            out.write(bytes, offset, length);
        } else {
            System.arraycopy(bytes, offset, buffer, size, length);
            size += length;
        }
        position += length;
    }

    private void makeRoom(int length) throws IOException {
        if (length > maxBytes - size) {
            flush();
        } else {
            buffer = Arrays.copyOf(buffer, Math.min(maxBytes, Math.max(2 * buffer.length, size + length)));
        }
    }

    /** Hands to the file what was gathered. */
    public void flush() throws IOException {
        if (size > 0) {
            out.write(buffer, 0, size);
            size = 0;
        }
    }

    /** Returns when all frames are on the disk. */
    public void force() throws IOException {
        flush();
        out.force();
    }

    /** Closes the file; what was not handed to it is gone. */
    @Override
    public void close() throws IOException {
        out.close();
    }
}
