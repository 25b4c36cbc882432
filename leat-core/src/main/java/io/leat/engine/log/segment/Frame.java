// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A checksummed part of a segment's file: a header of 12 bytes, and its payload.
 *
 * <p>The header is a CRC-32C of the frame's offset in the file and of all that follows; the length of the payload; and how much
 * of the file was forced when the frame was written. With that a frame proves what must be there before it: see {@link
 * SegmentScan}. The payload begins with what kind it is.
 */
public final class Frame {
    static final int HEADER_BYTES = 12;

    /** The first of a segment: the name of the log, and the index of the first event. */
    static final int SEGMENT = 0;
    /** Events: what they are like together, a {@link Content}, then what {@link Entries} reads. */
    public static final int EVENTS = 1;
    /** A record before an event: the index of that, and bytes. */
    public static final int MARK = 2;
    /** The index of a full segment: see {@link BlockIndex}. */
    static final int INDEX = 3;
    /** Nothing. It says that the log was closed in order, with all before it forced. */
    public static final int CLOSED = 4;

    /** What a frame without events has. */
    static final Content NO_EVENTS = new Content(0, 0, 0, 0, 0, 0);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH_AT = 4;
    private static final int FORCED_AT = 8;

    /** With room for the header. */
    final byte[] bytes;

    final Content content;

    /** The events of a frame: how many from which index, and their times. */
    public record Content(
            long firstIndex, int count, long minTimeMs, long maxTimeMs, long firstArrivalMs, long lastArrivalMs) {
        void write(BinaryWriter out) {
            out.writeUnsigned(firstIndex);
            out.writeUnsigned(count);
            out.writeLong(firstArrivalMs);
            out.writeUnsigned(lastArrivalMs - firstArrivalMs);
            out.writeLong(minTimeMs - firstArrivalMs);
            out.writeUnsigned(maxTimeMs - minTimeMs);
        }

        static Content read(BinaryReader in) {
            long firstIndex = in.readUnsigned();
            int count = (int) in.readUnsigned();
            long firstArrivalMs = in.readLong();
            long lastArrivalMs = firstArrivalMs + in.readUnsigned();
            long minTimeMs = firstArrivalMs + in.readLong();
            return new Content(
                    firstIndex, count, minTimeMs, minTimeMs + in.readUnsigned(), firstArrivalMs, lastArrivalMs);
        }

        long endIndex() {
            return firstIndex + count;
        }
    }

    private Frame(byte[] bytes, Content content) {
        this.bytes = bytes;
        this.content = content;
    }

    /** Returns a writer for the payload of a frame, with its kind in it. */
    public static BinaryWriter begin(int kind) {
        BinaryWriter out = new BinaryWriter();
        begin(kind, out);
        return out;
    }

    /** Makes a writer one for the payload of a frame, with its kind in it. */
    public static void begin(int kind, BinaryWriter out) {
        out.reset();
        for (int i = 0; i < HEADER_BYTES; i += Integer.BYTES) {
            out.writeFixedInt(0);
        }
        out.writeByte(kind);
    }

    /** Returns the frame that was written. */
    public static Frame of(BinaryWriter out, Content content) {
        return new Frame(out.toByteArray(), content);
    }

    /** Returns the frame that was written, which has no events in it. */
    public static Frame of(BinaryWriter out) {
        return of(out, NO_EVENTS);
    }

    /** Completes the header for a place in a file. */
    void seal(long offset, long forced) {
        INT.set(bytes, LENGTH_AT, bytes.length - HEADER_BYTES);
        INT.set(bytes, FORCED_AT, (int) forced);
        INT.set(bytes, 0, crc(bytes, 0, bytes.length, offset));
    }

    /** Returns how long the frame at a place in an array says that it is, header included; less than that if it cannot be. */
    static long length(byte[] in, int at) {
        return HEADER_BYTES + (long) (int) INT.get(in, at + LENGTH_AT);
    }

    /** Returns how much of the file was forced when the frame was written. */
    static long forced(byte[] in, int at) {
        return Integer.toUnsignedLong((int) INT.get(in, at + FORCED_AT));
    }

    /** Returns whether a frame is as it was written. */
    static boolean isIntact(byte[] in, int at, int length, long offset) {
        return length > HEADER_BYTES && (int) INT.get(in, at) == crc(in, at, length, offset);
    }

    private static int crc(byte[] in, int at, int length, long offset) {
        CRC32C crc = new CRC32C();
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            crc.update((int) (offset >> shift));
        }
        crc.update(in, at + LENGTH_AT, length - LENGTH_AT);
        return (int) crc.getValue();
    }
}
