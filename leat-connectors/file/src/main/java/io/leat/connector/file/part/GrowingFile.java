// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import io.leat.connector.SinkWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file that is made empty and then grows, to be watched: a row is there when the sink was flushed. */
final class GrowingFile implements SinkWriter<CharSequence> {
    private static final int BUFFER = 1 << 16;

    private final Path path;
    private final Writer file;

    private GrowingFile(Path path, Writer file) {
        this.path = path;
        this.file = file;
    }

    /** Opens the file. What is no Unicode, half of a surrogate pair, is written as a question mark. */
    @SuppressWarnings("MustBeClosed") // the caller closes it
    static GrowingFile open(Path path, String header) throws IOException {
        Folder.of(path);
        Writer file = new BufferedWriter(
                new OutputStreamWriter(Packing.of(path).watched(Files.newOutputStream(path)), StandardCharsets.UTF_8), BUFFER);
        file.write(header);
        return new GrowingFile(path, file);
    }

    @Override
    public void write(CharSequence row, long timestamp) throws IOException {
        try {
            file.append(row);
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
