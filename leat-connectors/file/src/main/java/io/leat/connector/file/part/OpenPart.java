// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file that grows by whole rows and can be cut back to where it was at the end of an epoch; plain, or packed with a piece an epoch.
 *
 * <p>A row is taken whole or not at all: bytes go to a buffer, and the buffer to the file before the next row is taken. Writing the buffer
 * again after a failure puts the same bytes in the same place. So every call may be repeated, except after the disk
 * has failed to force: nobody knows then what of it is there, and the part takes nothing more.
 *
 * <p>For one thread, but for {@link #force}: another one may force what was there at the end of an epoch, while rows of the next come.
 *
 * <p>A {@code RandomAccessFile}, not a channel, which an interrupt of its thread would close.
 */
final class OpenPart implements Closeable {
    private static final int DRAINED_FROM = 1 << 16;
    /** A buffer that one huge row has made larger is let go. */
    private static final int KEPT = 1 << 20;

    private static final long NOTHING = -1;

    private final Path path;
    private final RandomAccessFile file;
    private final Packing packing;
    private Buffer buffer = new Buffer();
    /** What is packed of this epoch, and its end is not. */
    private @Nullable OutputStream piece;
    /** The bytes of the file that are its own: before them nothing changes, behind them there may be half a buffer. */
    private long length;
    /** The length at the end of the last epoch. */
    private long ended;
    /** The length up to which the file was forced to disk as it is; before that its end may yet come back that was cut off. */
    private long forced = NOTHING;

    private volatile @Nullable IOException failure;

    OpenPart(Path path, RandomAccessFile file, long length) {
        this.path = path;
        this.file = file;
        this.packing = Packing.of(path);
        this.length = length;
        this.ended = length;
    }

    /** Makes the file, or makes it empty. */
    static OpenPart create(Path path) throws IOException {
        return open(path, 0);
    }

    /**
     * Opens the file as it was when {@link #endEpoch} returned {@code length}.
     *
     * @throws IOException if it is not there or shorter than that
     */
    static OpenPart reopen(Path path, long length) throws IOException {
        checkHolds(path, length);
        return open(path, length);
    }

    /**
     * Cuts a file that takes no more rows to what it had when {@link #endEpoch} returned {@code length}.
     *
     * @throws IOException as {@link #reopen} does
     */
    static void cut(Path path, long length) throws IOException {
        try (OpenPart part = reopen(path, length)) {
            part.force();
        }
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
        checkGood();
        if (buffer.size() >= DRAINED_FROM) {
            drain();
        }
        byte[] bytes = row.toString().getBytes(StandardCharsets.UTF_8);
        if (packing != Packing.NONE) {
            piece().write(bytes, 0, bytes.length);
        } else {
            buffer.write(bytes, 0, bytes.length);
        }
    }

    private void checkGood() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private OutputStream piece() throws IOException {
        if (piece == null) {
            piece = packing.piece(buffer);
        }
        return piece;
    }

    private void drain() throws IOException {
        try {
            file.seek(length);
            buffer.writeTo(file);
        } catch (IOException e) {
            throw Folder.cannotWrite(path, e);
        }
        length += buffer.size();
        if (buffer.size() > KEPT && piece == null) {
            buffer = new Buffer();
        } else {
            buffer.reset();
        }
    }

    /**
     * Ends an epoch: all rows are in the file from now on, but not yet on disk.
     *
     * @return the length of the file with them, to which it can be cut back
     */
    long endEpoch() throws IOException {
        checkGood();
        endPiece();
        drain();
        ended = length;
        return length;
    }

    private void endPiece() throws IOException {
        if (piece != null) {
            piece.close();
            piece = null;
        }
    }

    /**
     * Brings the rows of the epochs that have ended to disk, where they survive a loss of power. Not at the same time as {@link #endEpoch}.
     *
     * @throws IOException if it could not, and from then on always
     */
    void force() throws IOException {
        checkGood();
        if (forced == ended) {
            return;
        }
        try {
            file.getFD().sync();
            forced = ended;
        } catch (IOException e) {
            IOException failed = new IOException(
                    path + " cannot be forced to disk: " + e.getMessage()
                            + "; what of it is there is not known, so the job has to go on from its last epoch: start it again",
                    e);
            failure = failed;
            throw failed;
        }
    }

    /** Returns how long the file is with what has been packed so far. */
    long length() {
        return length + buffer.size();
    }

    /** Closes the file. What came after the last epoch may be in it or not. */
    @Override
    public void close() throws IOException {
        try {
            endPiece();
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
