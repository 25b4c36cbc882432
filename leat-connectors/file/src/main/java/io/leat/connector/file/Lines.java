// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.file.input.Input;
import io.leat.connector.file.input.LineReader;
import io.leat.connector.file.part.OutputFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * A source over the lines of text files, each an event, blank ones too; plain, gzip or zstd (told by their content, not their name).
 *
 * <p>Lines end with LF or CR LF; the last one may lack it. A byte order mark at the beginning is passed over. A line that is not text in the
 * encoding, or too long, is a dead letter with its file, number, bytes and the reason, and the rest goes on.
 *
 * <p>A path may be that of a directory; then each of its files is a partition. How a job goes on is said in {@link JsonLines}.
 */
public final class Lines extends Source<String> {
    private final Input input;

    private Lines(Input input) {
        this.input = input;
    }

    /** Returns a source of lines, of a file or of those of a directory. It is looked at when the job starts. */
    public static Lines of(Path path) {
        return new Lines(Input.of(path));
    }

    /** Returns a sink of lines, in UTF-8. If the path ends in {@code .gz} or {@code .zst}, it is packed. */
    public static LinesSink to(Path path) {
        return new LinesSink(OutputFile.of(path));
    }

    /**
     * Returns this source with the files of the directory whose names match a pattern such as {@code *.jsonl.gz}, or whose paths in it match
     * one such as {@code 2026/**}{@code /*.csv}; the syntax is that of {@link java.nio.file.FileSystem#getPathMatcher}.
     *
     * @throws IllegalArgumentException if it is no pattern
     */
    public Lines matching(String glob) {
        return new Lines(input.matching(glob));
    }

    /** Returns this source with the files of the directory read one behind the other, by their names, and not by time. */
    public Lines inOrder() {
        return new Lines(input.inOrder());
    }

    /**
     * Returns a live source: the file, and what is appended to it, also under its next name when it is rotated; or the files of the
     * directory in the order of their names, the last one while it grows, and those that come later. What this means to the byte is in
     * {@code docs/files.md}.
     */
    public Lines following() {
        return new Lines(input.following());
    }

    /**
     * Returns this source with text in another encoding. The default is UTF-8, or UTF-16 where a byte order mark says so.
     *
     * @param charset UTF-8, UTF-16 and its two orders, ISO-8859-1, windows-1252 or US-ASCII
     */
    public Lines encoding(Charset charset) {
        return new Lines(input.encoding(charset));
    }

    /**
     * Returns this source with another limit to the length of a line; a longer one is unreadable. The default is 16 MiB.
     *
     * @param bytes from 1 to 256 MiB
     */
    public Lines maxLineBytes(int bytes) {
        return new Lines(input.maxLineBytes(bytes));
    }

    @Override
    public Class<?> type() {
        return String.class;
    }

    @Override
    public boolean live() {
        return input.isLive();
    }

    @Override
    public String positionKind() {
        return input.positionKind(getClass());
    }

    @Override
    public List<SourcePartition<String>> partitions() throws IOException {
        return input.partitions((file, from) -> new TextReader(LineReader.open(file, input.maxLineBytes(), from)));
    }

    @Override
    public String toString() {
        return "lines " + input;
    }
}
