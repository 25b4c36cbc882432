// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.Event;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.file.input.Input;
import io.leat.connector.file.input.LineReader;
import io.leat.connector.file.part.OutputFile;
import io.leat.format.Json;
import io.leat.format.Times;
import io.leat.format.value.RecordShape;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A source over files of JSON lines: one object a line; plain, gzip or zstd (told by their content, not their name).
 *
 * <p>Into a record class, fields are read by the names of its components; unknown fields are passed over. Reading is strict:
 * a text is not a number and 1.0 is not a whole number. A missing or null field is null, or an empty {@code Optional}; for a
 * primitive component the line is unreadable. Of several fields with one name the last counts. An {@code Instant} is milliseconds since 1970 or
 * text: ISO-8601, or {@code 2023-11-16 18:17:03.9799600}, which without an offset is UTC.
 *
 * <p>Blank lines and a byte order mark at the beginning are passed over. A line that cannot be read is a dead letter with
 * its file, number, text and the reason, and the rest goes on; a file that cannot be read, or that was packed and is cut off, fails the job.
 *
 * <p>A path may be that of a directory; then each of its files is a partition, and they are read by time, the one that is furthest behind
 * first. At most 64 are open at a time.
 *
 * <p>A job that goes on begins at the byte where it stood; what is packed or not UTF-8 is read from its beginning for that. A file that is
 * shorter now, or whose last kilobyte before that byte is another one, fails the job. A file must be complete before it is read,
 * unless the source is {@link #following}.
 *
 * @param <T> the events
 */
public final class JsonLines<T> extends Source<T> {
    private final Input input;
    private final Json<T> json;

    private JsonLines(Input input, Json<T> json) {
        this.input = input;
        this.json = json;
    }

    /**
     * Returns a source of records. It is looked at when the job starts.
     *
     * @throws IllegalArgumentException if {@code type} is not a record, or has a component that JSON cannot hold
     */
    public static <T> JsonLines<T> of(Path path, Class<T> type) {
        return new JsonLines<>(Input.of(path), Json.of(type));
    }

    /**
     * Returns a source of events with free fields, which also knows their time.
     *
     * <p>An event's {@code data} holds all fields in their order: whole numbers as Long, or BigInteger if they are larger,
     * fractions as Double, objects as Map, lists as List. Its id is the field {@code id}, or else the number of the line; its
     * key the field {@code key}; its time the first of {@code timestamp}, {@code eventTime} and {@code time} that is there
     * and not null. An event without a time has {@link Instant#EPOCH}, and needs {@code timedBy} in front of windows.
     *
     * <p>A line that has nothing but {@code data}, an object, and any of {@code id}, {@code key} and {@code timestamp} is an event
     * as {@link #to(Path)} writes it: its {@code data} is that object.
     */
    public static JsonLines<Event> of(Path path) {
        return of(path, Event.class);
    }

    /**
     * Returns a sink of records, one object a line. If the path ends in {@code .gz} or {@code .zst}, it is packed.
     *
     * @throws IllegalArgumentException if {@code type} is not a record
     */
    public static <T> JsonLinesSink<T> to(Path path, Class<T> type) {
        RecordShape.ofWritten(type);
        return new JsonLinesSink<>(OutputFile.of(path), false);
    }

    /**
     * Returns a sink of events, as {@code {"id":"4","key":"ai-5","timestamp":1700158624425,"data":{…}}}: what
     * {@link #of(Path)} reads back as the same events, to the millisecond. Null keys are left out.
     */
    public static JsonLinesSink<Event> to(Path path) {
        return to(path, Event.class);
    }

    /**
     * Returns this source with the component {@code component} read from the field {@code field}; of events, with the field
     * called so.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public JsonLines<T> field(String field, String component) {
        return new JsonLines<>(input, json.field(field, component));
    }

    /** Returns this source with points in time read in another way than milliseconds, or text that without an offset is UTC. */
    public JsonLines<T> times(Times times) {
        return new JsonLines<>(input, json.times(times));
    }

    /**
     * Returns this source with the files of the directory whose names match a pattern such as {@code *.jsonl.gz}, or whose paths in it match
     * one such as {@code 2026/**}{@code /*.csv}; the syntax is that of {@link java.nio.file.FileSystem#getPathMatcher}.
     *
     * @throws IllegalArgumentException if it is no pattern
     */
    public JsonLines<T> matching(String glob) {
        return new JsonLines<>(input.matching(glob), json);
    }

    /** Returns this source with the files of the directory read one behind the other, by their names, and not by time. */
    public JsonLines<T> inOrder() {
        return new JsonLines<>(input.inOrder(), json);
    }

    /**
     * Returns a live source: the file, and what is appended to it, also under its next name when it is rotated; or the files of the
     * directory in the order of their names, the last one while it grows, and those that come later. What this means to the byte is in
     * {@code docs/files.md}.
     */
    public JsonLines<T> following() {
        return new JsonLines<>(input.following(), json);
    }

    /**
     * Returns this source with text in another encoding. The default is UTF-8, or UTF-16 where a byte order mark says so.
     *
     * @param charset UTF-8, UTF-16 and its two orders, ISO-8859-1, windows-1252 or US-ASCII
     */
    public JsonLines<T> encoding(Charset charset) {
        return new JsonLines<>(input.encoding(charset), json);
    }

    /**
     * Returns this source with another limit to the length of a line; a longer one is unreadable. The default is 16 MiB.
     *
     * @param bytes from 1 to 256 MiB
     */
    public JsonLines<T> maxLineBytes(int bytes) {
        return new JsonLines<>(input.maxLineBytes(bytes), json);
    }

    @Override
    public Class<?> type() {
        return json.type();
    }

    @Override
    public boolean timed() {
        return json.type() == Event.class;
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
        return input.partitions(
                (file, from) -> new JsonReader<>(LineReader.open(file, input.maxLineBytes(), from), json.form()));
    }

    @Override
    public String toString() {
        return "json lines " + input;
    }
}
