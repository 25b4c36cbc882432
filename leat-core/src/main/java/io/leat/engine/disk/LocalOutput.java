// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Locale;

/** A file of the file system that is appended to. */
final class LocalOutput implements DiskOutput {
    /** There, only a channel asks the drive to empty its cache. Elsewhere it does no more, and an interrupt would close it. */
    private static final boolean FORCE_BY_CHANNEL =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");

    private final Path path;
    private final RandomAccessFile file;
    private long length;

    LocalOutput(Path path, long length) throws IOException {
        this.path = path;
        this.length = length;
        try {
            file = new RandomAccessFile(path.toFile(), "rw");
        } catch (IOException e) {
            throw LocalFailure.of("write to", path, e);
        }
        try {
            cut();
        } catch (IOException e) {
            file.close();
            throw LocalFailure.of("append to", path, e);
        }
    }

    private void cut() throws IOException {
        long is = file.length();
        if (is < length) {
            throw new IOException("it has " + is + " bytes, " + length + " were expected");
        }
        if (is > length) {
            file.setLength(length);
        }
        file.seek(length);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        try {
            file.write(bytes, offset, count);
        } catch (IOException e) {
            throw LocalFailure.of("write to", path, e);
        }
        length += count;
    }

    @Override
    @SuppressWarnings("resource") // the channel is the file's, and closed with it
    public void force() throws IOException {
        try {
            if (FORCE_BY_CHANNEL) {
                FileChannel channel = file.getChannel();
                channel.force(true);
            } else {
                file.getFD().sync();
            }
        } catch (IOException e) {
            throw LocalFailure.of("force to the disk", path, e);
        }
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } catch (IOException e) {
            throw LocalFailure.of("close", path, e);
        }
    }
}
