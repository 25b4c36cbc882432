// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.input;

import io.leat.connector.Position;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a source reads and how: which files, in which order, in which encoding. A value; whatever the format.
 *
 * @param encoding null for UTF-8, or UTF-16 where a byte order mark says so
 * @param maxLineBytes how long a line may be
 */
public record Input(FileSet files, Order order, @Nullable Charset encoding, int maxLineBytes) {
    private static final List<Charset> ENCODINGS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("windows-1252"),
            StandardCharsets.US_ASCII);

    /** How several files are read. */
    enum Order {
        /** Each is a partition. */
        BY_TIME,
        /** One behind the other. */
        BY_NAME,
        /** One behind the other, and on. */
        FOLLOWING
    }

    /** Returns what is under a path. */
    public static Input of(Path path) {
        return new Input(new FileSet(path, null), Order.BY_TIME, null, LineReader.DEFAULT_LIMIT);
    }

    /** Returns the files of the directory that match a pattern. */
    public Input matching(String glob) {
        return new Input(new FileSet(files.path(), glob), order, encoding, maxLineBytes);
    }

    /** Returns the files one behind the other. */
    public Input inOrder() {
        return new Input(files, Order.BY_NAME, encoding, maxLineBytes);
    }

    /** Returns the files one behind the other, and what is added to them. */
    public Input following() {
        if (files.path().getFileSystem() != FileSystems.getDefault()) {
            throw new IllegalArgumentException(
                    files.path() + " is in " + files.path().getFileSystem()
                            + ", and only files of the operating system can be followed; give the path of one");
        }
        return new Input(files, Order.FOLLOWING, encoding, maxLineBytes);
    }

    /**
     * Returns the same in another encoding.
     *
     * @throws IllegalArgumentException if it is none of those that are known to work
     */
    public Input encoding(Charset changed) {
        if (!ENCODINGS.contains(changed)) {
            throw new IllegalArgumentException("text in " + changed + " is not read; give one of " + ENCODINGS);
        }
        return new Input(files, order, changed, maxLineBytes);
    }

    /**
     * Returns the same with another limit to the length of a line.
     *
     * @throws IllegalArgumentException unless it is from 1 byte to 256 MiB
     */
    public Input maxLineBytes(int bytes) {
        return new Input(files, order, encoding, LineReader.checkedLimit(bytes));
    }

    /** Returns whether it goes on for ever. */
    public boolean isLive() {
        return order == Order.FOLLOWING;
    }

    /** Returns what kind of positions there are in it. */
    public String positionKind(Class<?> source) {
        return source.getSimpleName() + (order == Order.BY_TIME ? "" : " in order");
    }

    /** Returns the partitions, after a look at what is there. */
    public <T> List<SourcePartition<T>> partitions(LineFormat<T> format) throws IOException {
        if (order == Order.FOLLOWING) {
            return List.of(following(format));
        }
        InputFile.checkThere(files.path());
        if (order == Order.BY_NAME) {
            requireDirectory();
            return List.of(inRow(new OrderedFiles(files), format));
        }
        return files.isSeveral() ? several(format) : List.of(one(format));
    }

    private <T> SourcePartition<T> one(LineFormat<T> format) {
        Path path = files.path();
        return partition(path.toString(), from -> format.open(InputFile.of(path, encoding), from));
    }

    private <T> List<SourcePartition<T>> several(LineFormat<T> format) throws IOException {
        requireDirectory();
        List<Path> paths = files.list();
        if (paths.isEmpty()) {
            throw new FileNotFoundException("there is no file to read in " + files + " (that is "
                    + files.path().toAbsolutePath()
                    + "); files that begin with a dot, or end with .open or .tmp, are passed over");
        }
        OpenFiles<T> open = new OpenFiles<>(format, encoding);
        return paths.stream().map(open::partition).toList();
    }

    private <T> SourcePartition<T> following(LineFormat<T> format) throws IOException {
        if (files.isSeveral()) {
            requireDirectory();
            return inRow(new OrderedFiles(files), format);
        }
        RotatedLog log = new RotatedLog(files.path());
        if (!Files.isDirectory(log.directory())) {
            throw new FileNotFoundException("there is no directory " + log.directory() + " in which " + files
                    + " could appear; make it, or give another path");
        }
        return inRow(log, format);
    }

    private <T> SourcePartition<T> inRow(FileSequence sequence, LineFormat<T> format) {
        return partition(files.toString(), from -> new FollowingReader<>(sequence, format, encoding, !isLive(), from));
    }

    private void requireDirectory() throws IOException {
        if (!Files.isDirectory(files.path())) {
            throw new IOException(
                    files.path() + " is not a directory, so no files in it can be read; give the path of one");
        }
    }

    private interface Opening<T> {
        SourceReader<T> open(@Nullable Position from) throws IOException;
    }

    private static <T> SourcePartition<T> partition(String name, Opening<T> opening) {
        return new SourcePartition<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public SourceReader<T> open(@Nullable Position from) throws IOException {
                return opening.open(from);
            }
        };
    }

    @Override
    public String toString() {
        return files + (isLive() ? " and what follows" : "");
    }
}
