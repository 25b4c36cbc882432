// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file that is appended to. One thread at a time. */
public interface DiskOutput extends Closeable {
    /**
     * Appends bytes.
     *
     * @throws IOException if not all could be: some may have been
     */
    void write(byte[] bytes, int offset, int length) throws IOException;

    /**
     * Returns when everything written is on the disk, and survives a loss of power.
     *
     * @throws IOException if that is not known. What was written since the last time may be lost, even if a later call returns: so
     *     this is fatal to whoever relies on it
     */
    void force() throws IOException;

    /** Returns how long the file is. */
    long length();

    /** Closes the file, and forces nothing. */
    @Override
    void close() throws IOException;
}
