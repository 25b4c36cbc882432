// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file to read: checked, opened at any byte of its content, unpacked if it is gzip. Errors name it. */
record InputFile(Path path) {
    /** How a format opens a reader on a file. */
    interface Opening<T> {
        SourceReader<T> open(InputFile file, @Nullable Position from) throws IOException;
    }

    /** Returns the file as the one partition of its source. */
    <T> List<SourcePartition<T>> partitions(Opening<T> opening) throws IOException {
        check();
        return List.of(new Partition<>(this, opening));
    }

    private void check() throws IOException {
        if (Files.isDirectory(path)) {
            throw new IOException(path + " is a directory; give the path of one file in it");
        }
        if (!Files.exists(path)) {
            throw new FileNotFoundException("there is no file " + path + " (that is " + path.toAbsolutePath()
                    + "); give a path that exists, relative to the directory the program runs in, or absolute");
        }
    }

    /** Returns the name of a line, such as {@code calls.jsonl:17}. */
    String origin(long line) {
        return path.getFileName() + ":" + line;
    }

    /** Opens the content, unpacked, without its first {@code offset} bytes. */
    @SuppressWarnings("MustBeClosed") // the caller closes it
    InputStream open(long offset) throws IOException {
        InputStream in = unpacked(Files.newInputStream(path));
        try {
            if (skip(in, offset)) {
                return in;
            }
        } catch (IOException e) {
            in.close();
            throw failed("cannot be read from byte " + offset + " on, where reading stopped before", e);
        }
        in.close();
        throw changed("ends before byte " + offset + ", up to which it was read");
    }

    private static boolean skip(InputStream in, long bytes) throws IOException {
        long left = bytes;
        while (left > 0) {
            long skipped = in.skip(left);
            if (skipped == 0 && in.read() < 0) {
                return false;
            }
            left -= Math.max(1, skipped);
        }
        return true;
    }

    private InputStream unpacked(InputStream file) throws IOException {
        try {
            byte[] start = new byte[2];
            int length = file.readNBytes(start, 0, 2);
            PushbackInputStream whole = new PushbackInputStream(file, 2);
            whole.unread(start, 0, length);
            return GzipInput.begins(start, length) ? new GzipInput(whole) : whole;
        } catch (IOException e) {
            file.close();
            throw failed("cannot be read", e);
        }
    }

    /** Returns an exception that names the file. */
    IOException failed(String what, IOException cause) {
        return new IOException(path + " " + what + ": " + cause.getMessage(), cause);
    }

    /** Returns an exception for a file that is not as it was when it was read. */
    IOException changed(String how) {
        return new IOException(path + " " + how
                + ". It was changed or replaced since: put it back as it was, or start the job from the"
                + " beginning, in another directory; a file must be complete before it is read");
    }

    private record Partition<T>(InputFile file, Opening<T> opening) implements SourcePartition<T> {
        @Override
        public String name() {
            return file.path.toString();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) throws IOException {
            return opening.open(file, from);
        }
    }
}
