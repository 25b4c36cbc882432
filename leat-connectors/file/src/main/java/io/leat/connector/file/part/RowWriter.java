// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An open file sink: makes a row of each result, and hands all else on. */
public final class RowWriter<T> implements SinkWriter<T> {
    private final Format<T> format;
    private final SinkWriter<CharSequence> rows;

    /** Makes rows of results. */
    public interface Format<T> {
        /** Returns the row with its line end; valid until the next call. */
        CharSequence row(T value) throws IOException;
    }

    public RowWriter(Format<T> format, SinkWriter<CharSequence> rows) {
        this.format = format;
        this.rows = rows;
    }

    @Override
    public void write(T value, long timestamp) throws Exception {
        rows.write(format.row(value), timestamp);
    }

    @Override
    public void flush() throws Exception {
        rows.flush();
    }

    @Override
    public @Nullable String checkpoint(long epoch) throws Exception {
        return rows.checkpoint(epoch);
    }

    @Override
    public void force(long epoch) throws Exception {
        rows.force(epoch);
    }

    @Override
    public void committed(long epoch) throws Exception {
        rows.committed(epoch);
    }

    @Override
    public void finish() throws Exception {
        rows.finish();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
