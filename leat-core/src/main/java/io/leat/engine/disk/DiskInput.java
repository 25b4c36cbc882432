// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.Closeable;
import java.io.IOException;

/** A file that is read. Any thread. */
public interface DiskInput extends Closeable {
    /**
     * Reads bytes.
     *
     * @param at of the first of them, from 0
     * @throws java.io.EOFException if the file ends before that
     */
    void read(long at, byte[] into, int offset, int length) throws IOException;

    /** Returns how long the file is now. */
    long length() throws IOException;
}
