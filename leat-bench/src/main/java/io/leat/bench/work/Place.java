// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for a while: it is made empty, and deleted with all that is in it. */
public record Place(Path path) implements AutoCloseable {
    /** Makes one in another directory. */
    public static Place under(Path parent) throws IOException {
        return new Place(Files.createTempDirectory(parent, "leat-bench-"));
    }

    /** Returns how many bytes its files have. */
    public long bytes() throws IOException {
        long sum = 0;
        for (Path file : files()) {
            sum += Files.isRegularFile(file) ? Files.size(file) : 0;
        }
        return sum;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : files()) {
            Files.delete(file);
        }
    }
}
