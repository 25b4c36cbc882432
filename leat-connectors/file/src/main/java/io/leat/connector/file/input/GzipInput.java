// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952) of one or more members.
 *
 * <p>Not {@link java.util.zip.GZIPInputStream}, which takes a member whose header is cut off for the end of the file: a log
 * that was cut there would be read short in silence. Zeros after the last member are padding; anything else is an error.
 */
final class GzipInput extends InputStream {
    private static final int MAGIC_1 = 0x1f;
    private static final int MAGIC_2 = 0x8b;
    private static final int DEFLATE = 8;
    private static final int HAS_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int TIME_FLAGS_AND_SYSTEM = 6;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 16];
    private int next;
    private int filled;
    private boolean inMember;
    private boolean any;

    GzipInput(InputStream in) {
        this.in = in;
    }

    /** Returns whether a file that begins like this is a gzip file. */
    static boolean begins(byte[] start, int length) {
        return length >= 2 && (start[0] & 0xff) == MAGIC_1 && (start[1] & 0xff) == MAGIC_2;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (inMember || beginMember()) {
            int n = inflate(to, from, length);
            if (n > 0) {
                crc.update(to, from, n);
                return n;
            }
            if (inflater.finished()) {
                endMember();
            } else if (inflater.needsInput()) {
                feed();
            } else {
                throw new ZipException("the gzip data is damaged: it needs a dictionary");
            }
        }
        return -1;
    }

    private int inflate(byte[] to, int from, int length) throws ZipException {
        try {
            return inflater.inflate(to, from, length);
        } catch (DataFormatException e) {
            throw (ZipException) new ZipException("the gzip data is damaged: " + e.getMessage()).initCause(e);
        }
    }

    private void feed() throws IOException {
        if (!fill()) {
            throw cutOff();
        }
        inflater.setInput(buffer, next, filled - next);
    }

    private boolean beginMember() throws IOException {
        if ((next == filled && !fill()) || onlyPadding()) {
            return false;
        }
        expect(MAGIC_1);
        expect(MAGIC_2);
        expect(DEFLATE);
        skipOptionalHeader(take());
        inflater.reset();
        inflater.setInput(buffer, next, filled - next);
        crc.reset();
        inMember = true;
        any = true;
        return true;
    }

    private boolean onlyPadding() throws IOException {
        if (!any || buffer[next] != 0) {
            return false;
        }
        do {
            expect(0);
        } while (next < filled || fill());
        return true;
    }

    private void skipOptionalHeader(int flags) throws IOException {
        skip(TIME_FLAGS_AND_SYSTEM);
        if ((flags & HAS_EXTRA) != 0) {
            skip(take() | take() << 8);
        }
        if ((flags & HAS_NAME) != 0) {
            skipText();
        }
        if ((flags & HAS_COMMENT) != 0) {
            skipText();
        }
        if ((flags & HAS_CRC) != 0) {
            skip(2);
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            take();
        }
    }

    private void skipText() throws IOException {
        while (take() != 0) {}
    }

    private void endMember() throws IOException {
        next = filled - inflater.getRemaining();
        long length = inflater.getBytesWritten() & 0xffffffffL;
        if (takeInt() != crc.getValue() || takeInt() != length) {
            throw new ZipException("the gzip data is damaged: its checksum is wrong");
        }
        inMember = false;
    }

    private void expect(int value) throws IOException {
        if (take() != value) {
            throw new ZipException(
                    any ? "after the gzip data comes something that is not gzip" : "the gzip header is damaged");
        }
    }

    private long takeInt() throws IOException {
        return take() | take() << 8 | take() << 16 | (long) take() << 24;
    }

    private int take() throws IOException {
        if (next == filled && !fill()) {
            throw cutOff();
        }
        return buffer[next++] & 0xff;
    }

    private boolean fill() throws IOException {
        next = 0;
        filled = Math.max(0, in.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private static EOFException cutOff() {
        return new EOFException("the gzip data ends in the middle: the file is cut off");
    }

    @Override
    public void close() throws IOException {
        inflater.end();
        in.close();
    }
}
