// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole rows and can be cut back to where it was forced to disk; plain, or gzip with a member for each time.
 *
 * <p>A row is taken whole or not at all: bytes go to a buffer, and the buffer to the file before the next row is taken. Writing the buffer
 * again after a failure puts the same bytes in the same place. So every call may be repeated, except after the disk
 * has failed to force: nobody knows then what of it is there, and the part takes nothing more.
 *
 * <p>A {@code RandomAccessFile}, not a channel, which an interrupt of its thread would close.
 */
final class OpenPart implements Closeable {
    private static final int DRAINED_FROM = 1 << 16;
    /** A buffer that one huge row has made larger is let go. */
    private static final int KEPT = 1 << 20;

    private static final int GZIP_BUFFER = 1 << 13;

    private final Path path;
    private final RandomAccessFile file;
    private final boolean gzip;
    private Buffer buffer = new Buffer();
    private @Nullable GZIPOutputStream member;
    /** The bytes of the file that are its own: before them nothing changes, behind them there may be half a buffer. */
    private long length;

    private boolean forced;
    private @Nullable IOException failure;

    OpenPart(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.gzip = isGzip(path);
        this.length = length;
    }

    private static boolean isGzip(Path path) {
        return path.toString().endsWith(OutputFile.GZIP + Folder.OPEN);
    }

    /** Makes the file, or makes it empty. */
    static OpenPart create(Path path) throws IOException {
        return open(path, 0);
    }

    /**
     * Opens the file as it was when {@link #force} returned {@code length}.
     *
     * @throws IOException if it is not there or shorter than that
     */
    static OpenPart reopen(Path path, long length) throws IOException {
        checkHolds(path, length);
        return open(path, length);
    }

    private static OpenPart open(Path path, long length) throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IOException("cannot write to " + path + ": it is in " + path.getFileSystem()
                    + ", and only files of the operating system can be forced to disk; give the path of one");
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            file.setLength(length);
            return new OpenPart(path, file, length);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Checks that a file has what was forced of it.
     *
     * @throws IOException if it is not there or shorter than that
     */
    static void checkHolds(Path path, long length) throws IOException {
        boolean there = Files.isRegularFile(path);
        if (there && Files.size(path) >= length) {
            return;
        }
        String found = there ? path + " has " + Files.size(path) + " bytes" : "there is no file " + path;
        String cure = !there && Files.exists(Folder.completeName(path))
                ? " It has been completed since: the directory of the job is older than its results. Put back the newer one"
                : " Put the file back as it was, or change the path of the sink back if that was changed";
        throw new IOException(found + ", but " + length + " bytes of results were written to it (that is "
                + path.toAbsolutePath() + ")." + cure
                + "; if the results are not needed, start the job from the beginning,"
                + " in another directory");
    }

    /** Takes a row with its line end. What is no Unicode in it, half of a surrogate pair, becomes a question mark. */
    void append(CharSequence row) throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (buffer.size() >= DRAINED_FROM) {
            drain();
        }
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        forced = false;
        if (gzip) {
            member().write(bytes, 0, bytes.length);
        } else {
            buffer.write(bytes, 0, bytes.length);
        }
    }

    private GZIPOutputStream member() throws IOException {
        if (member == null) {
            member = new GZIPOutputStream(buffer, GZIP_BUFFER);
        }
        return member;
    }

    private void drain() throws IOException {
        file.seek(length);
        buffer.writeTo(file);
        length += buffer.size();
        if (buffer.size() > KEPT && member == null) {
            buffer = new Buffer();
        } else {
            buffer.reset();
        }
    }

    /**
     * Brings all rows to disk, where they survive a crash of the machine.
     *
     * @return the length of the file with them
     * @throws IOException if it could not; if it was the forcing, then from now on always
     */
    long force() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (!forced) {
            endMember();
            drain();
            sync();
            forced = true;
        }
        return length;
    }

    private void endMember() throws IOException {
        if (member != null) {
            member.close();
            member = null;
        }
    }

    private void sync() throws IOException {
        try {
            file.getFD().sync();
        } catch (IOException e) {
            failure = new IOException(
                    path + " cannot be forced to disk: " + e.getMessage()
                            + "; what of it is there is not known, so the job has to go on from its last epoch: start it again",
                    e);
            throw failure;
        }
    }

    /** Returns how long the file is with what has been packed so far. */
    long length() {
        return length + buffer.size();
    }

    /** Closes the file. What was not forced may be in it or not. */
    @Override
    public void close() throws IOException {
        try {
            endMember();
        } finally {
            file.close();
        }
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(DRAINED_FROM + (DRAINED_FROM >> 3));
        }

        void writeTo(RandomAccessFile to) throws IOException {
            to.write(buf, 0, count);
        }
    }
}
