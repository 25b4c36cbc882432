// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A sink that appends results to a file as lines of text, and on opening takes back those that were not sealed.
 *
 * <p>Whoever reads the file meanwhile may see lines that are taken back. The file sinks of Leat show none.
 */
public final class Journal extends Sink<Object> {
    private final Path path;

    public Journal(Path path) {
        this.path = path;
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<Object> open() throws IOException {
        return open(0);
    }

    @Override
    public SinkWriter<Object> open(SinkContext context) throws IOException {
        return open(context.state() == null ? 0 : Long.parseLong(context.state()));
    }

    private SinkWriter<Object> open(long length) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        if (file.length() < length) {
            file.close();
            throw new IOException(path + " has lost results: it should have " + length + " bytes at least");
        }
        file.setLength(length);
        return new Open(file, length);
    }

    @Override
    public String toString() {
        return "journal " + path;
    }

    private static final class Open implements SinkWriter<Object> {
        private final RandomAccessFile file;
        private long length;

        Open(RandomAccessFile file, long length) {
            this.file = file;
            this.length = length;
        }

        @Override
        public void write(Object value, long timestamp) throws IOException {
            byte[] line = (value + "\n").getBytes(StandardCharsets.UTF_8);
            file.seek(length); // over what a failure has left half written
            file.write(line);
            length += line.length;
        }

        @Override
        public String checkpoint(long epoch) {
            return Long.toString(length);
        }

        @Override
        public void force(long epoch) throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
