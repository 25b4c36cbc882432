// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The bytes of a file that somebody else appends to: at its end there may be more later. It is read under whatever name it has
 * meanwhile.
 *
 * <p>The last bytes before the place are read again with those that follow, by one call of the operating system, and compared. So a file is
 * noticed that was cut back and has grown again since.
 *
 * <p>A {@code RandomAccessFile}, not a channel, which an interrupt of its thread would close.
 */
final class GrowingInput extends InputStream {
    private static final int COMPARED = 64;

    private final RandomAccessFile file;
    private long at;
    private byte[] before = new byte[0];
    private byte[] buffer = new byte[0];

    GrowingInput(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "r");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** Reads on; -1 if there is nothing now. */
    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        int compared = before.length;
        if (buffer.length < compared + length) {
            buffer = new byte[compared + length];
        }
        file.seek(at - compared);
        int n = Math.max(0, file.read(buffer, 0, compared + length));
        if (n < compared || !Arrays.equals(before, 0, compared, buffer, 0, compared)) {
            throw new CutBackException();
        }
        if (n == compared) {
            return -1;
        }
        System.arraycopy(buffer, compared, to, from, n - compared);
        at += n - compared;
        before = Arrays.copyOfRange(buffer, Math.max(0, n - COMPARED), n);
        return n - compared;
    }

    /** Goes back by so many of the bytes that were read last, at most 64. */
    void goBack(int bytes) {
        at -= bytes;
        before = Arrays.copyOf(before, before.length - bytes);
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = Math.max(0, Math.min(bytes, file.length() - at));
        if (skipped > 0) {
            at += skipped;
            before = new byte[0];
        }
        return skipped;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
