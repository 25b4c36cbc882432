// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The content of a zstd file (RFC 8878) of one or more frames. What the library throws for bad data becomes an {@code IOException}. */
final class ZstdInput extends InputStream {
    private static final int[] MAGIC = {0x28, 0xb5, 0x2f, 0xfd};

    /** What the library says of data that ends too early. */
    private static final String CUT_OFF = "Not enough input bytes";

    private final ZstdInputStream in;

    ZstdInput(InputStream in) {
        this.in = new ZstdInputStream(in);
    }

    /** Returns whether a file that begins like this is a zstd file. */
    static boolean begins(byte[] start, int length) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (length <= i || (start[i] & 0xff) != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        try {
            return in.read(to, from, length);
        } catch (
                RuntimeException
                        e) { // not only MalformedInputException: damaged tables lead anywhere inside their arrays
            throw new IOException("the zstd data is damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw CUT_OFF.equals(e.getMessage()) ? cutOff(e) : e;
        }
    }

    private static EOFException cutOff(IOException e) {
        return (EOFException) new EOFException("the zstd data ends in the middle: the file is cut off").initCause(e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
