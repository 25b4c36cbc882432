// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.Event;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.file.input.Input;
import io.leat.connector.file.part.OutputFile;
import io.leat.format.Times;
import io.leat.format.value.RecordShape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;

/**
 * A source over CSV files (RFC 4180), each with a header unless it is given; plain, gzip or zstd (told by their content, not their name).
 *
 * <p>Into a record class, columns are read by the names of its components; other columns are passed over. Each component
 * needs a column, unless it is {@code Optional}. Components are text, numbers, booleans, enums, {@code Instant} (milliseconds since 1970,
 * ISO-8601 or {@code 2023-11-16 18:17:03.9799600}, which without an offset is UTC), {@code LocalDate}, {@code Duration} and the
 * like. An empty cell is null, or an empty {@code Optional}; for a primitive component the record is unreadable. A quoted empty
 * cell is an empty text. Blanks around anything but text, dates and enums are passed over.
 *
 * <p>Blank lines and a byte order mark at the beginning are passed over. Records may span lines, in quotes. A record that
 * cannot be read, for which a wrong number of columns is enough, is a dead letter with its file, line, text and the reason, and the rest
 * goes on; where quotes go wrong, that is one line. A file that cannot be read, or whose header lacks a column, or
 * that was packed and is cut off, fails the job.
 *
 * <p>A path may be that of a directory. That, and how a job goes on, is as in {@link JsonLines}.
 *
 * @param <T> the events
 */
public final class Csv<T> extends Source<T> {
    private final Input input;
    private final Class<T> type;
    private final CsvOptions options;

    private Csv(Input input, Class<T> type, CsvOptions options) {
        this.input = input;
        this.type = type;
        this.options = options;
    }

    /**
     * Returns a source of records. It is looked at when the job starts.
     *
     * @throws IllegalArgumentException if {@code type} is not a record, or has a component that a cell cannot hold
     */
    public static <T> Csv<T> of(Path path, Class<T> type) {
        if (type != Event.class) {
            RecordShape.of(type, Times.standard()).requireScalars();
        }
        return new Csv<>(Input.of(path), type, CsvOptions.DEFAULT);
    }

    /**
     * Returns a source of events with free fields, which also knows their time.
     *
     * <p>An event's {@code data} holds all columns in their order. A cell that is a number as JSON writes it without an exponent
     * is a Long, a BigInteger if it is larger, or a Double; so 007 and 1e5 stay text. An empty cell is null. Id, key and time
     * are taken from the columns by the same rules as in {@link JsonLines#of(Path)}.
     */
    public static Csv<Event> of(Path path) {
        return of(path, Event.class);
    }

    /**
     * Returns a sink of records, with a header of their components' names. If the path ends in {@code .gz} or {@code .zst}, it is packed.
     *
     * @throws IllegalArgumentException if {@code type} is not a record
     */
    public static <T> CsvSink<T> to(Path path, Class<T> type) {
        return new CsvSink<>(OutputFile.of(path), RecordShape.ofWritten(type), ',', false);
    }

    /**
     * Returns this source with another character between the cells. The default is the comma.
     *
     * @throws IllegalArgumentException if it is a quote or a line break
     */
    public Csv<T> delimiter(char character) {
        return new Csv<>(input, type, options.delimiter(character));
    }

    /** Returns this source with upper and lower case in the names of columns being the same. */
    public Csv<T> ignoringCase() {
        return new Csv<>(input, type, options.ignoringCase());
    }

    /**
     * Returns this source with the component {@code component} read from the column {@code column}; of events, with the field
     * called so.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public Csv<T> column(String column, String component) {
        RecordShape.requireComponent(type, component);
        return new Csv<>(input, type, options.column(column, component));
    }

    /** Returns this source with points in time read in another way than milliseconds, or text that without an offset is UTC. */
    public Csv<T> times(Times times) {
        return new Csv<>(input, type, options.times(times));
    }

    /**
     * Returns this source with another character around cells that hold what would have another meaning. The default is {@code "}.
     *
     * @throws IllegalArgumentException if it is the delimiter or a line break
     */
    public Csv<T> quote(char character) {
        return new Csv<>(input, type, options.quote(character));
    }

    /**
     * Returns this source with lines passed over that begin with a character, where a record could begin. By default there are none.
     *
     * @throws IllegalArgumentException if it is the delimiter, the quote or a line break
     */
    public Csv<T> comments(char character) {
        return new Csv<>(input, type, options.comments(character));
    }

    /** Returns this source of files without a header, whose columns are called so. */
    public Csv<T> header(String... columns) {
        return new Csv<>(input, type, options.header(List.of(columns)));
    }

    /**
     * Returns this source of files without a header, whose columns are the components of the record in their order.
     *
     * @throws IllegalArgumentException if it is a source of events, which need names
     */
    public Csv<T> withoutHeader() {
        if (type == Event.class) {
            throw new IllegalArgumentException("the columns of events need names: give them with header(\"…\", …)");
        }
        return header(RecordShape.of(type, options.times()).names().toArray(String[]::new));
    }

    /**
     * Returns this source with the files of the directory whose names match a pattern such as {@code *.jsonl.gz}, or whose paths in it match
     * one such as {@code 2026/**}{@code /*.csv}; the syntax is that of {@link java.nio.file.FileSystem#getPathMatcher}.
     *
     * @throws IllegalArgumentException if it is no pattern
     */
    public Csv<T> matching(String glob) {
        return new Csv<>(input.matching(glob), type, options);
    }

    /** Returns this source with the files of the directory read one behind the other, by their names, and not by time. */
    public Csv<T> inOrder() {
        return new Csv<>(input.inOrder(), type, options);
    }

    /**
     * Returns a live source: the file, and what is appended to it, also under its next name when it is rotated; or the files of the
     * directory in the order of their names, the last one while it grows, and those that come later. What this means to the byte is in
     * {@code docs/files.md}.
     */
    public Csv<T> following() {
        return new Csv<>(input.following(), type, options);
    }

    /**
     * Returns this source with text in another encoding. The default is UTF-8, or UTF-16 where a byte order mark says so.
     *
     * @param charset UTF-8, UTF-16 and its two orders, ISO-8859-1, windows-1252 or US-ASCII
     */
    public Csv<T> encoding(Charset charset) {
        return new Csv<>(input.encoding(charset), type, options);
    }

    /**
     * Returns this source with another limit to the length of a record; a longer one is unreadable. The default is 16 MiB.
     *
     * @param bytes from 1 to 256 MiB
     */
    public Csv<T> maxLineBytes(int bytes) {
        return new Csv<>(input.maxLineBytes(bytes), type, options);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean timed() {
        return type == Event.class;
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
    public List<SourcePartition<T>> partitions() throws IOException {
        return input.partitions((file, from) -> CsvRecords.open(
                file, input.maxLineBytes(), from, header -> CsvForm.of(type, header, options), options));
    }

    @Override
    public String toString() {
        return "csv " + input;
    }
}
