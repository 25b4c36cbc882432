// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file that is made empty and then grows, to be watched: a row is there when the sink was flushed. */
final class GrowingFile implements SinkWriter<CharSequence> {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final OutputStream file;

    private GrowingFile(Path path, OutputStream file) {
        this.path = path;
        this.file = file;
    }

    /** Opens the file. What is no Unicode, half of a surrogate pair, is written as a question mark. */
    @SuppressWarnings("MustBeClosed") // the caller closes it
    static GrowingFile open(Path path, String header) throws IOException {
        Folder.of(path);
        OutputStream file = new BufferedOutputStream(Packing.of(path).watched(Files.newOutputStream(path)), BUFFER);
        file.write(header.getBytes(StandardCharsets.UTF_8));
        return new GrowingFile(path, file);
    }

    @Override
    public void write(CharSequence row, long timestamp) throws IOException {
        try {
            file.write(row.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw Folder.cannotWrite(path, e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            file.flush();
        } catch (IOException e) {
            throw Folder.cannotWrite(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
