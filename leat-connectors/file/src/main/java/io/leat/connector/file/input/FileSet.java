// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which files a source reads: one, or those of a directory. Not files that are hidden by a dot before their name, and not those that
 * are still written under a name that ends with {@code .open} or {@code .tmp}.
 *
 * @param path the file or the directory
 * @param glob which files of the directory; null for all, and for one file
 */
record FileSet(Path path, @Nullable String glob) {
    private static final List<String> UNFINISHED = List.of(".open", ".tmp");

    FileSet {
        if (glob != null) {
            matcher(glob);
        }
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + glob + "' is no pattern of file names: " + e.getDescription()
                            + "; give one such as *.jsonl.gz, or **/*.csv for directories below",
                    e);
        }
    }

    /** Returns whether it is a directory of which files are read, as far as can be told now. */
    boolean isSeveral() {
        return glob != null || Files.isDirectory(path);
    }

    /** Returns the name of a file in the directory, by which files have their order. */
    String name(Path file) {
        return path.relativize(file).toString();
    }

    /** Returns the files that are there now, in order. */
    List<Path> list() throws IOException {
        return names().stream().filter(Files::isRegularFile).toList();
    }

    /** Returns what has such a name now, in order; file or not. */
    List<Path> names() throws IOException {
        boolean deep = glob != null && (glob.contains("/") || glob.contains("**"));
        PathMatcher wanted = matcher(glob == null ? "*" : glob);
        try (Stream<Path> files = deep ? Files.walk(path) : Files.list(path)) {
            return files.filter(file -> isWanted(file, wanted))
                    .sorted(Comparator.comparing(this::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private boolean isWanted(Path file, PathMatcher wanted) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".")
                && UNFINISHED.stream().noneMatch(name::endsWith)
                && wanted.matches(Path.of(name(file)));
    }

    @Override
    public String toString() {
        return glob == null ? path.toString() : path + " " + glob;
    }
}
