// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The files of a directory in the order of their names. A file whose name is before one that was read already is not read. */
final class OrderedFiles implements FileSequence {
    private final FileSet files;

    OrderedFiles(FileSet files) {
        this.files = files;
    }

    @Override
    public @Nullable Found first() throws IOException {
        return firstOf(files.names());
    }

    @Override
    public @Nullable Found after(Found current, Check here) throws IOException {
        return firstOf(files.names().stream()
                .filter(path -> files.name(path).compareTo(files.name(current.path())) > 0)
                .toList());
    }

    @Override
    public @Nullable Found insteadOf(Found unread) throws IOException {
        Found file = Found.at(unread.path());
        return file == null ? after(unread, none -> false) : file;
    }

    private static @Nullable Found firstOf(List<Path> paths) throws IOException {
        for (Path path : paths) {
            Found file = Found.at(path);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    @Override
    public List<Found> like(Found before) throws IOException {
        Found file = Found.at(before.path());
        return file == null ? List.of() : List.of(file);
    }

    @Override
    public Path directory() {
        return files.path();
    }

    @Override
    public String toString() {
        return files.toString();
    }
}
