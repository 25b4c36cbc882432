// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.io.Writer;

/** Where a row is made before it is written, so that one that fails in the middle leaves nothing in the file. For one thread. */
public final class RowBuffer extends Writer {
    private final StringBuilder text = new StringBuilder();

    /** Begins the next row. */
    public void clear() {
        text.setLength(0);
    }

    /** Returns the row; valid until the next one. */
    public CharSequence row() {
        return text;
    }

    @Override
    public void write(int c) {
        text.append((char) c);
    }

    @Override
    public void write(char[] chars, int from, int length) {
        text.append(chars, from, length);
    }

    @Override
    public void write(String chars, int from, int length) {
        text.append(chars, from, from + length);
    }

    @Override
    public void flush() {
        // what is here is here
    }

    @Override
    public void close() {
        // nothing is open
    }
}
