// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.disk;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of the file system that is read. */
final class LocalInput implements DiskInput {
    private final Path path;
    private final RandomAccessFile file;

    LocalInput(Path path) throws IOException {
        this.path = path;
        try {
            file = new RandomAccessFile(path.toFile(), "r");
        } catch (IOException e) {
            throw Files.exists(path) ? LocalFailure.of("read", path, e) : new NoSuchFileException(path.toString());
        }
    }

    @Override
    public synchronized void read(long at, byte[] into, int offset, int length) throws IOException {
        try {
            file.seek(at);
            file.readFully(into, offset, length);
        } catch (EOFException e) {
            throw e;
        } catch (IOException e) {
            throw LocalFailure.of("read", path, e);
        }
    }

    @Override
    public synchronized long length() throws IOException {
        return file.length();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
