// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A directory with files in it.
 *
 * <p>What is written may be lost in a crash until {@link DiskOutput#force}; that a file was made, renamed or deleted may be
 * lost until {@link #sync}. Any thread.
 */
public interface Disk {
    /** The name of the file that is the lock of a directory, if one is. It is to be opened by no one else: that may free it. */
    String LOCK = "LOCK";

    /** The name of the directory in that of a job whose files are of no use when the process has ended. */
    String SCRATCH = "scratch";

    /** Returns the names of the files, sorted; directories are not among them. */
    List<String> files() throws IOException;

    /** Returns the names of the directories, sorted. */
    List<String> directories() throws IOException;

    /** Returns a directory in this one, and makes it, for good, if it is not there. */
    Disk directory(String name) throws IOException;

    /**
     * Makes a file.
     *
     * @throws IOException if there is one of that name, or it cannot be made
     */
    DiskOutput create(String name) throws IOException;

    /**
     * Opens a file to append to it, cut to a length: what is behind that is gone.
     *
     * @throws IOException if there is none of that name, or it is shorter
     */
    DiskOutput append(String name, long length) throws IOException;

    /**
     * Opens a file to read it.
     *
     * @throws java.nio.file.NoSuchFileException if there is none of that name
     */
    DiskInput open(String name) throws IOException;

    /** Renames a file; one that has the new name already is replaced, in one step. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file; none of that name is no failure. */
    void delete(String name) throws IOException;

    /** Forces the directory: which files there are, and their names. */
    void sync() throws IOException;

    /**
     * Locks the directory for this process until the lock is closed.
     *
     * @throws DiskLockedException if it is locked already, by this process or another; the message says by which
     */
    Closeable lock() throws IOException;

    /** Returns how many bytes everything takes that is in it and below; 0 where nobody knows. */
    default long bytes() throws IOException {
        return 0;
    }

    /** Returns the path, or what stands for it in messages. */
    @Override
    String toString();
}
