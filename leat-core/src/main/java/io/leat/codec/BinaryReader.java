// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over bytes that a {@link BinaryWriter} wrote. It trusts nothing: whatever the bytes are, a method returns
 * a value or throws a {@link CodecException} that names the offset, and allocates no more than a small multiple of
 * the bytes that are there. One thread at a time.
 */
public final class BinaryReader {
    private final byte[] bytes;
    private final int end;
    private int position;
    private int depth;

    public BinaryReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /**
     * @param offset the first byte to read
     * @param length the number of bytes that may be read
     * @throws IndexOutOfBoundsException if the range is not inside the array
     */
    public BinaryReader(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    public byte readByte() {
        require(1);
        return bytes[position++];
    }

    public boolean readBoolean() {
        byte value = readByte();
        if (value != 0 && value != 1) {
            throw damaged("a boolean of " + value);
        }
        return value == 1;
    }

    public int readInt() {
        long value = readLong();
        if ((int) value != value) {
            throw damaged("the int " + value);
        }
        return (int) value;
    }

    public long readLong() {
        long value = readUnsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** Reads what {@link BinaryWriter#writeUnsigned} wrote. */
    public long readUnsigned() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = readByte();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw damaged("a number of more than ten bytes");
    }

    /**
     * Reads a number of things to follow, and refuses one for which the bytes left do not suffice.
     *
     * @param bytesEach what each of them takes at the least, 1 or more
     */
    public int readCount(int bytesEach) {
        return checkCount(readUnsigned(), bytesEach);
    }

    private int checkCount(long count, int bytesEach) {
        if (count < 0 || count > remaining() / bytesEach) {
            throw damaged("a count of " + Long.toUnsignedString(count) + " with " + remaining() + " bytes left");
        }
        return (int) count;
    }

    public int readFixedInt() {
        require(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = (value << 8) | (bytes[position++] & 0xFF);
        }
        return value;
    }

    public long readFixedLong() {
        require(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = (value << 8) | (bytes[position++] & 0xFF);
        }
        return value;
    }

    public float readFloat() {
        return Float.intBitsToFloat(readFixedInt());
    }

    public double readDouble() {
        return Double.longBitsToDouble(readFixedLong());
    }

    public String readString() {
        long header = readUnsigned();
        int length = checkCount(header >>> 1, 1);
        int start = position;
        position += length;
        return (header & 1) == 0 ? utf8(start) : chars(start);
    }

    private String utf8(int start) {
        String text = new String(bytes, start, position - start, StandardCharsets.UTF_8);
        // Decoding replaces damage by U+FFFD; a text that really holds one gives the same bytes again.
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, start, position))) {
            throw damaged("text that is not UTF-8");
        }
        return text;
    }

    private String chars(int start) {
        if ((position - start) % 2 != 0) {
            throw damaged("half a char");
        }
        char[] text = new char[(position - start) / 2];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) ((bytes[start + 2 * i] << 8) | (bytes[start + 2 * i + 1] & 0xFF));
        }
        return new String(text);
    }

    /** Reads a number of bytes, then the bytes. */
    public byte[] readBytes() {
        return readRaw(readCount(1));
    }

    /** Reads this many bytes. */
    public byte[] readRaw(int length) {
        require(length);
        position += length;
        return Arrays.copyOfRange(bytes, position - length, position);
    }

    /** The index, in the array given, of the next byte. */
    public int position() {
        return position;
    }

    /** The number of bytes left. */
    public int remaining() {
        return end - position;
    }

    /**
     * Checks that everything was read.
     *
     * @throws CodecException if bytes are left: they belong to no value
     */
    public void requireEnd() {
        if (remaining() > 0) {
            throw damaged(remaining() + " bytes too many");
        }
    }

    /** The exception for bytes that mean nothing, for a codec to throw: names the offset reached. */
    public CodecException damaged(String what) {
        return damaged(what, null);
    }

    CodecException damaged(String what, @Nullable Throwable cause) {
        return new CodecException("damaged bytes, up to offset " + position + ": " + what, cause);
    }

    /** What this function reads; whatever it throws at values that bytes made up becomes a {@link CodecException}. */
    <T> T guarded(String name, Function<BinaryReader, T> reader) {
        try {
            return reader.apply(this);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            throw damaged("not a " + name + " (" + e.getMessage() + ")", e);
        }
    }

    /** Called before reading a value inside a value of its own kind; {@link #leave} after it. */
    void enter() {
        if (++depth > BinaryWriter.MAX_DEPTH) {
            throw damaged("values nested more than " + BinaryWriter.MAX_DEPTH + " deep");
        }
    }

    void leave() {
        depth--;
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new CodecException("the bytes end too early, at offset " + end + ": " + length + " needed at offset "
                    + position + ", " + remaining() + " left");
        }
    }
}
