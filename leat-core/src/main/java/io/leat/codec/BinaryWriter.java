// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that codecs write into; {@link BinaryReader} reads it back, method by method. Whole numbers
 * are variable-length: seven bits a byte, lowest first, small negative ones as short as small positive ones
 * (zig-zag). One thread at a time; reusable after {@link #reset}.
 */
public final class BinaryWriter {
    /** How deep values may nest: more would overflow the stack of a reader. */
    static final int MAX_DEPTH = 256;

    private static final int MAX_SIZE = Integer.MAX_VALUE - 8;

    private byte[] buffer;
    private int size;
    private int depth;

    public BinaryWriter() {
        this(64);
    }

    /** @param capacity bytes to hold before the first growth */
    public BinaryWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** Writes the lowest eight bits. */
    public void writeByte(int value) {
        reserve(1);
        buffer[size++] = (byte) value;
    }

    public void writeBoolean(boolean value) {
        writeByte(value ? 1 : 0);
    }

    /** Writes 1 to 5 bytes. */
    public void writeInt(int value) {
        writeLong(value);
    }

    /** Writes 1 to 10 bytes. */
    public void writeLong(long value) {
        writeUnsigned((value << 1) ^ (value >> 63));
    }

    /** Writes 1 to 10 bytes, one for values below 128; the sign is just the highest bit. For counts and lengths. */
    public void writeUnsigned(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            buffer[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[size++] = (byte) rest;
    }

    /** Writes four bytes, highest first. */
    public void writeFixedInt(int value) {
        reserve(4);
        for (int shift = 24; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >> shift);
        }
    }

    /** Writes eight bytes, highest first. */
    public void writeFixedLong(long value) {
        reserve(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            buffer[size++] = (byte) (value >> shift);
        }
    }

    /** Writes four bytes; all NaNs alike, so that equal values have equal bytes. */
    public void writeFloat(float value) {
        writeFixedInt(Float.floatToIntBits(value));
    }

    /** Writes eight bytes; all NaNs alike, so that equal values have equal bytes. */
    public void writeDouble(double value) {
        writeFixedLong(Double.doubleToLongBits(value));
    }

    /**
     * Writes twice the number of bytes, then the text as UTF-8. A text with lone surrogates has no UTF-8: its chars
     * follow as they are, and the number is one higher.
     */
    public void writeString(String value) {
        int length = value.length();
        int start = size;
        writeUnsigned(2L * length);
        reserve(length);
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                size = start;
                writeWide(value);
                return;
            }
            buffer[size++] = (byte) c;
        }
    }

    private void writeWide(String value) {
        if (StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            writeUnsigned(2L * utf8.length);
            writeRaw(utf8);
        } else {
            writeUnsigned(2L * 2 * value.length() + 1);
            writeRaw(chars(value));
        }
    }

    private static byte[] chars(String value) {
        byte[] bytes = new byte[2 * value.length()];
        for (int i = 0; i < value.length(); i++) {
            bytes[2 * i] = (byte) (value.charAt(i) >> 8);
            bytes[2 * i + 1] = (byte) value.charAt(i);
        }
        return bytes;
    }

    /** Writes the number of bytes, then the bytes. */
    public void writeBytes(byte[] bytes) {
        writeUnsigned(bytes.length);
        writeRaw(bytes);
    }

    /** Writes what was written to another one, with the number of its bytes. */
    public void writeBytes(BinaryWriter other) {
        writeUnsigned(other.size);
        writeRaw(other);
    }

    /** Writes what was written to another one. */
    public void writeRaw(BinaryWriter other) {
        reserve(other.size);
        System.arraycopy(other.buffer, 0, buffer, size, other.size);
        size += other.size;
    }

    /** Writes the bytes without their number. */
    public void writeRaw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, size, bytes.length);
        size += bytes.length;
    }

    /** The number of bytes written since the last {@link #reset}. */
    public int size() {
        return size;
    }

    /** A copy of what was written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(buffer, size);
    }

    /**
     * Returns what was written, without a copy: an array of which the first {@link #size} bytes count, asked before. The writer begins
     * anew with another array.
     *
     * @param capacity bytes to hold before the first growth
     */
    public byte[] handOver(int capacity) {
        byte[] written = buffer;
        buffer = new byte[capacity];
        reset();
        return written;
    }

    /** Forgets what was written and keeps the memory. Needed after a codec threw: it leaves half a value behind. */
    public void reset() {
        size = 0;
        depth = 0;
    }

    /** Called before writing a value inside a value of its own kind; {@link #leave} after it, even if that threw. */
    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new CodecException("a value nested more than " + MAX_DEPTH + " deep, or one that contains itself."
                    + " Cure: keep chains of records as a List");
        }
    }

    void leave() {
        depth--;
    }

    private void reserve(int bytes) {
        if (bytes > buffer.length - size) {
            grow(bytes);
        }
    }

    private void grow(int bytes) {
        if (bytes > MAX_SIZE - size) {
            throw new CodecException("a value of more than " + MAX_SIZE + " bytes");
        }
        int doubled = (int) Math.min(MAX_SIZE, 2L * buffer.length);
        buffer = Arrays.copyOf(buffer, Math.max(doubled, size + bytes));
    }
}
