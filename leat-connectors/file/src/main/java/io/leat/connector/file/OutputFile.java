// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A file to write: made empty with its directories, gzip if its name says so. Errors name it. */
record OutputFile(Path path) {
    private static final int BUFFER = 1 << 16;

    /**
     * Opens it. What is no Unicode, half of a surrogate pair, is written as a question mark.
     *
     * @throws IOException if it cannot be written, with the reason and the cure
     */
    Writer open() throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException("cannot write to " + path + ": it is a directory; give the path of a file");
        }
        try {
            Path directory = path.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            return new BufferedWriter(
                    new OutputStreamWriter(packed(Files.newOutputStream(path)), StandardCharsets.UTF_8), BUFFER);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write to " + path + " (that is " + path.toAbsolutePath() + "): " + reason(e)
                            + "; give a path that can be written",
                    e);
        }
    }

    private OutputStream packed(OutputStream file) throws IOException {
        return path.toString().endsWith(".gz") ? new GZIPOutputStream(file, BUFFER, true) : file;
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "no permission";
        }
        if (e instanceof FileSystemException failure && failure.getReason() == null) {
            return failure.getFile() + " is in the way";
        }
        return String.valueOf(e.getMessage());
    }
}
