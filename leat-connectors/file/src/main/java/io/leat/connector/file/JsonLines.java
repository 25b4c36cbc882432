// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.Event;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.file.part.OutputFile;
import io.leat.format.Json;
import io.leat.format.Times;
import io.leat.format.value.RecordShape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A source over a file of JSON lines: one object a line, plain or gzip (told by its content, not its name).
 *
 * <p>Into a record class, fields are read by the names of its components; unknown fields are passed over. Reading is strict:
 * a text is not a number and 1.0 is not a whole number. A missing or null field is null, or an empty {@code Optional}; for a
 * primitive component the line is unreadable. Of several fields with one name the last counts. An {@code Instant} is milliseconds since 1970 or
 * text: ISO-8601, or {@code 2023-11-16 18:17:03.9799600}, which without an offset is UTC.
 *
 * <p>Blank lines and a byte order mark at the beginning are passed over. A line that cannot be read is a dead letter with
 * its file, number, text and the reason, and the rest goes on; a file that cannot be read, or gzip that is cut off, fails the job.
 *
 * <p>A job that goes on begins at the byte where it stood; in gzip too, which is unpacked from its beginning for that. A file that is
 * shorter now, or whose last kilobyte before that byte is another one, fails the job. A file must be complete before it is read.
 *
 * @param <T> the events
 */
public final class JsonLines<T> extends Source<T> {
    private final Path path;
    private final Json<T> json;
    private final int maxLineBytes;

    private JsonLines(Path path, Json<T> json, int maxLineBytes) {
        this.path = path;
        this.json = json;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Returns a source of records. It is looked at when the job starts.
     *
     * @throws IllegalArgumentException if {@code type} is not a record, or has a component that JSON cannot hold
     */
    public static <T> JsonLines<T> of(Path path, Class<T> type) {
        return new JsonLines<>(path, Json.of(type), LineReader.DEFAULT_LIMIT);
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
     * Returns a sink of records, one object a line. If the path ends in {@code .gz}, it writes gzip.
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
        return new JsonLines<>(path, json.field(field, component), maxLineBytes);
    }

    /** Returns this source with points in time read in another way than milliseconds, or text that without an offset is UTC. */
    public JsonLines<T> times(Times times) {
        return new JsonLines<>(path, json.times(times), maxLineBytes);
    }

    /**
     * Returns this source with another limit to the length of a line; a longer one is unreadable. The default is 16 MiB.
     *
     * @param bytes from 1 to 256 MiB
     */
    public JsonLines<T> maxLineBytes(int bytes) {
        return new JsonLines<>(path, json, LineReader.checkedLimit(bytes));
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
    public List<SourcePartition<T>> partitions() throws IOException {
        return new InputFile(path).partitions((file, from) -> {
            LineReader lines = LineReader.open(file, maxLineBytes, from);
            return new JsonReader<>(lines, json.form());
        });
    }

    @Override
    public String toString() {
        return "json lines " + path;
    }
}
