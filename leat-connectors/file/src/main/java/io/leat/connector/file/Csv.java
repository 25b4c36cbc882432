// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.Event;
import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.file.part.OutputFile;
import io.leat.format.Times;
import io.leat.format.value.RecordShape;
import io.leat.format.value.Unreadable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A source over a CSV file (RFC 4180) with a header, plain or gzip (told by its content, not its name).
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
 * gzip that is cut off, fails the job.
 *
 * <p>A job that goes on begins at the byte where it stood; in gzip too, which is unpacked from its beginning for that. A file that is
 * shorter now, or whose last kilobyte before that byte is another one, fails the job. A file must be complete before it is read.
 *
 * @param <T> the events
 */
public final class Csv<T> extends Source<T> {
    private final Path path;
    private final Class<T> type;
    private final Options options;

    private Csv(Path path, Class<T> type, Options options) {
        this.path = path;
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
        return new Csv<>(path, type, Options.DEFAULT);
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
     * Returns a sink of records, with a header of their components' names. If the path ends in {@code .gz}, it writes gzip.
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
        return new Csv<>(path, type, options.delimiter(Quotes.checkedDelimiter(character)));
    }

    /** Returns this source with upper and lower case in the names of columns being the same. */
    public Csv<T> ignoringCase() {
        return new Csv<>(path, type, options.ignoringCase());
    }

    /**
     * Returns this source with the component {@code component} read from the column {@code column}; of events, with the field
     * called so.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public Csv<T> column(String column, String component) {
        RecordShape.requireComponent(type, component);
        return new Csv<>(path, type, options.column(column, component));
    }

    /** Returns this source with points in time read in another way than milliseconds, or text that without an offset is UTC. */
    public Csv<T> times(Times times) {
        return new Csv<>(path, type, options.times(times));
    }

    /**
     * Returns this source with another limit to the length of a record; a longer one is unreadable. The default is 16 MiB.
     *
     * @param bytes from 1 to 256 MiB
     */
    public Csv<T> maxLineBytes(int bytes) {
        return new Csv<>(path, type, options.maxBytes(LineReader.checkedLimit(bytes)));
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
    public List<SourcePartition<T>> partitions() throws IOException {
        return new InputFile(path).partitions(this::open);
    }

    private SourceReader<T> open(InputFile file, @Nullable Position from) throws IOException {
        CsvCells cells = new CsvCells(options.delimiter);
        LineReader lines = LineReader.open(file, options.maxBytes, null);
        try {
            List<String> header = CsvRecords.header(lines, options.delimiter, cells);
            CsvForm<T> form = CsvForm.of(type, header, options);
            if (from != null) {
                lines.close();
                lines = LineReader.open(file, options.maxBytes, from);
            }
            return new CsvRecords<>(lines, options.delimiter, cells, header.size(), form, CsvRecords.alone(from));
        } catch (Unreadable e) {
            lines.close();
            throw new IOException(file.origin(lines.line()) + ": the header cannot be used: " + e.reason("column"), e);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "csv " + path;
    }

    /** How a file is read; componentByColumn holds the columns that are called otherwise than their components. */
    record Options(
            char delimiter, boolean caseIgnored, Map<String, String> componentByColumn, int maxBytes, Times times) {
        static final Options DEFAULT = new Options(',', false, Map.of(), LineReader.DEFAULT_LIMIT, Times.standard());

        Options delimiter(char changed) {
            return new Options(changed, caseIgnored, componentByColumn, maxBytes, times);
        }

        Options ignoringCase() {
            return new Options(delimiter, true, componentByColumn, maxBytes, times);
        }

        Options column(String column, String component) {
            Map<String, String> more = new HashMap<>(componentByColumn);
            more.put(column, component);
            return new Options(delimiter, caseIgnored, Map.copyOf(more), maxBytes, times);
        }

        Options maxBytes(int changed) {
            return new Options(delimiter, caseIgnored, componentByColumn, changed, times);
        }

        Options times(Times changed) {
            return new Options(delimiter, caseIgnored, componentByColumn, maxBytes, changed);
        }

        /** Returns a column's name in the form in which names are compared. */
        String comparable(String name) {
            return caseIgnored ? name.toLowerCase(Locale.ROOT) : name;
        }
    }
}
