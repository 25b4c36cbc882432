// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.CodecException;
import io.leat.engine.disk.DiskInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The beginning of a segment's file: seven letters and the version of the format, then a frame with the name of the log, the index of
 * the segment's first event, and in words what the events are.
 *
 * @param end where it ends in the file
 */
record SegmentHeader(String schema, long end) {
    private static final byte[] LETTERS = "LEATLOG".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PREFIX_BYTES = 8;
    /** More than any has. */
    private static final int MOST_BYTES = 1 << 20;

    private static final int INDEX_DIGITS = 19;
    private static final String SUFFIX = ".events";

    /** Returns the name of the file of a segment: they sort like the segments. */
    static String file(long firstIndex) {
        return String.format("%0" + INDEX_DIGITS + "d", firstIndex) + SUFFIX;
    }

    /** Returns whether a file is a segment. */
    static boolean isSegment(String file) {
        return file.length() == INDEX_DIGITS + SUFFIX.length()
                && file.endsWith(SUFFIX)
                && file.chars().limit(INDEX_DIGITS).allMatch(c -> c >= '0' && c <= '9');
    }

    /** Returns the index of the first event of a segment. */
    static long firstIndex(String file) {
        return Long.parseLong(file.substring(0, INDEX_DIGITS));
    }

    static byte[] bytes(String log, long firstIndex, String schema) {
        BinaryWriter out = Frame.begin(Frame.SEGMENT);
        out.writeString(log);
        out.writeUnsigned(firstIndex);
        out.writeString(schema);
        Frame frame = Frame.of(out);
        frame.seal(PREFIX_BYTES, 0);
        byte[] bytes = Arrays.copyOf(LETTERS, PREFIX_BYTES + frame.bytes.length);
        bytes[LETTERS.length] = VERSION;
        System.arraycopy(frame.bytes, 0, bytes, PREFIX_BYTES, frame.bytes.length);
        return bytes;
    }

    /**
     * Reads the header of a segment.
     *
     * @param where the file, for messages
     * @throws DamagedLogException if it is not that of this segment of this log
     * @throws IOException if it is of another version, or cannot be read
     */
    static SegmentHeader read(DiskInput in, String where, String log, long firstIndex) throws IOException {
        byte[] prefix = new byte[PREFIX_BYTES];
        if (in.length() < PREFIX_BYTES) {
            throw new DamagedLogException(where, 0, "the file ends in its header");
        }
        in.read(0, prefix, 0, PREFIX_BYTES);
        if (!Arrays.equals(LETTERS, Arrays.copyOf(prefix, LETTERS.length))) {
            throw new DamagedLogException(where, 0, "this is no segment of an event log");
        }
        checkVersion(prefix[LETTERS.length], where);
        FrameInput frames = new FrameInput(in, where, PREFIX_BYTES);
        if (!frames.next(Math.min(in.length(), MOST_BYTES)) || frames.kind() != Frame.SEGMENT) {
            throw new DamagedLogException(where, PREFIX_BYTES, "the file ends in its header");
        }
        try {
            BinaryReader payload = frames.payload();
            checkIdentity(payload, where, log, firstIndex);
            return new SegmentHeader(payload.readString(), frames.offset());
        } catch (CodecException e) {
            throw new DamagedLogException(where, PREFIX_BYTES, "the header cannot be read", e);
        }
    }

    private static void checkVersion(byte version, String where) throws IOException {
        if (version == 0) { // as where nothing has been written
            throw new DamagedLogException(where, LETTERS.length, "the file has no version");
        }
        if (version != VERSION) {
            throw new IOException("the event log has version " + version + " of its format in " + where
                    + ", and this Leat reads version " + VERSION + ": open it with a newer Leat");
        }
    }

    private static void checkIdentity(BinaryReader payload, String where, String log, long firstIndex)
            throws DamagedLogException {
        String name = payload.readString();
        long index = payload.readUnsigned();
        if (!name.equals(log) || index != firstIndex) {
            throw new DamagedLogException(
                    where,
                    PREFIX_BYTES,
                    "this is the segment of log '" + name + "' from event " + index + ", where that of log '" + log
                            + "' from event " + firstIndex + " is expected");
        }
    }
}
