// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one message, read in Avro's binary form. Nothing is allocated for a length or a count before it has been held against the
 * bytes that are left: each item of a list takes one at least, which {@link Schemas#requireBounded} sees to.
 */
final class Message extends Decoder {
    private static final int MAX_NUMBER_BYTES = 10;
    private static final int BITS = 7;
    private static final char REPLACEMENT = '\ufffd';

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int at;

    Message(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.start = offset;
        this.end = offset + length;
        this.at = offset;
    }

    /** Returns the same message, to be read from the place where this one is. */
    Message copy() {
        Message copy = new Message(bytes, start, end - start);
        copy.at = at;
        return copy;
    }

    /** Returns how many bytes have been read. */
    int position() {
        return at - start;
    }

    @Override
    public int remainingBytes() {
        return end - at;
    }

    /** Throws unless everything has been read. */
    void requireEnd() throws Damaged {
        if (at < end) {
            throw new Damaged("the value ends at byte " + position() + ", and " + (end - at) + " more are left over");
        }
    }

    @Override
    public void readNull() {
        // takes no bytes
    }

    @Override
    public boolean readBoolean() throws Damaged {
        int from = take(1, "a boolean");
        if ((bytes[from] & ~1) != 0) {
            throw damaged("a boolean is 0 or 1, not " + bytes[from], from);
        }
        return bytes[from] == 1;
    }

    @Override
    public int readInt() throws Damaged {
        int from = at;
        long value = readLong();
        if (value != (int) value) {
            throw damaged(value + " is no int", from);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws Damaged {
        int from = at;
        long bits = 0;
        for (int i = 0; i < MAX_NUMBER_BYTES; i++) {
            byte next = bytes[take(1, "the rest of a number")];
            bits |= (long) (next & 0x7f) << (BITS * i);
            if (next >= 0) {
                return (bits >>> 1) ^ -(bits & 1);
            }
        }
        throw damaged("a number has more than " + MAX_NUMBER_BYTES + " bytes", from);
    }

    @Override
    public float readFloat() throws Damaged {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws Damaged {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    /** Reads a number of fixed width, its lowest byte first. */
    long littleEndian(int width) throws Damaged {
        int from = take(width, "a number");
        long bits = 0;
        for (int i = width - 1; i >= 0; i--) {
            bits = (bits << Byte.SIZE) | (bytes[from + i] & 0xff);
        }
        return bits;
    }

    @Override
    public String readString() throws Damaged {
        int length = length("a text");
        int from = take(length, "a text");
        String text = new String(bytes, from, length, UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : strictly(from, length);
    }

    /** Reads a text in which bytes have been replaced, unless that character was written. */
    private String strictly(int from, int length) throws Damaged {
        try {
            ByteBuffer text = ByteBuffer.wrap(bytes, from, length);
            return UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw damaged("a text of " + length + " bytes is not UTF-8", from);
        }
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws Damaged {
        return new Utf8(readString());
    }

    @Override
    public void skipString() throws Damaged {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws Damaged {
        byte[] copy = new byte[length("bytes")];
        readFixed(copy, 0, copy.length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() throws Damaged {
        skipFixed(length("bytes"));
    }

    @Override
    public void readFixed(byte[] target, int offset, int length) throws Damaged {
        System.arraycopy(bytes, take(length, "bytes"), target, offset, length);
    }

    @Override
    public void skipFixed(int length) throws Damaged {
        take(length, "bytes");
    }

    @Override
    public int readEnum() throws Damaged {
        return readInt();
    }

    @Override
    public int readIndex() throws Damaged {
        return readInt();
    }

    @Override
    public long readArrayStart() throws Damaged {
        return items();
    }

    @Override
    public long arrayNext() throws Damaged {
        return items();
    }

    @Override
    public long skipArray() throws Damaged {
        return skipItems();
    }

    @Override
    public long readMapStart() throws Damaged {
        return items();
    }

    @Override
    public long mapNext() throws Damaged {
        return items();
    }

    @Override
    public long skipMap() throws Damaged {
        return skipItems();
    }

    /** Reads how many items come next. A negative number says that their size in bytes is there too. */
    private long items() throws Damaged {
        int from = at;
        long count = readLong();
        if (count < 0) {
            length("a block");
        }
        return bounded(count, from);
    }

    /** Passes over blocks that tell their size; returns the number of items of the first that does not. */
    private long skipItems() throws Damaged {
        int from = at;
        long count;
        while ((count = readLong()) < 0) {
            skipFixed(length("a block"));
            from = at;
        }
        return bounded(count, from);
    }

    private long bounded(long count, int from) throws Damaged {
        long items = Math.abs(count);
        if (items < 0 || items > end - at) {
            throw damaged(items + " items are to follow, but only " + (end - at) + " bytes", from);
        }
        return items;
    }

    private int length(String what) throws Damaged {
        int from = at;
        long length = readLong();
        if (length < 0 || length > end - at) {
            throw damaged(what + " has a length of " + length + ", but " + (end - at) + " bytes are left", from);
        }
        return (int) length;
    }

    /** Moves on; returns the index from which the bytes are. */
    private int take(int length, String what) throws Damaged {
        if (length > end - at) {
            throw damaged("it ends within " + what, at);
        }
        int from = at;
        at += length;
        return from;
    }

    private Damaged damaged(String what, int index) {
        return new Damaged(what + ", at byte " + (index - start));
    }
}
