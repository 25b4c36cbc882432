// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.format.value.Unreadable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of CSV records, each one line or, with line breaks in quotes, several.
 *
 * <p>A stray quote must not swallow the rest of the file. Where quotes go wrong, or one never closes, only the line where the
 * record begins is unreadable; the lines that were looked at behind it are read again, each as a record of its own, up to
 * {@code alone}. So each byte is looked at twice at most. That place is part of the position.
 */
final class CsvRecords<T> implements SourceReader<T> {
    private final LineReader lines;
    private final char delimiter;
    private final CsvCells cells;
    private final int columns;
    private final CsvForm<T> form;
    /** Lines before this byte are records of their own. */
    private long alone;

    CsvRecords(LineReader lines, char delimiter, CsvCells cells, int columns, CsvForm<T> form, long alone) {
        this.lines = lines;
        this.delimiter = delimiter;
        this.cells = cells;
        this.columns = columns;
        this.form = form;
        this.alone = alone;
    }

    /**
     * Reads the first record.
     *
     * @return its cells, or none if the file has no records
     */
    static List<String> header(LineReader lines, char delimiter, CsvCells cells) throws IOException, Unreadable {
        while (lines.next()) {
            lines.requireNotTooLong();
            if (!lines.isBlank()) {
                requireQuotes(lines, delimiter, true);
                lines.requireUtf8();
                cells.split(lines.text());
                return names(cells);
            }
        }
        return List.of();
    }

    private static List<String> names(CsvCells cells) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < cells.count(); i++) {
            String name = cells.get(i);
            names.add(name == null ? "" : name.strip());
        }
        return names;
    }

    /** Takes the lines of a record together. Throws if their quotes are wrong. */
    private static void requireQuotes(LineReader lines, char delimiter, boolean maySpan)
            throws IOException, Unreadable {
        String line = lines.lastLine();
        if (line.indexOf('"') < 0 && line.indexOf('\r') < 0) {
            return;
        }
        Quotes quotes = new Quotes(delimiter);
        while (quotes.goesOnAfter(line) && maySpan && lines.extend()) {
            line = lines.lastLine();
        }
        String problem = quotes.problem();
        if (problem != null) {
            throw new Unreadable(problem);
        }
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws IOException {
        for (int i = 0; i < atMost; i++) {
            if (!lines.next()) {
                return Status.END;
            }
            readRecord(out);
        }
        return Status.MORE;
    }

    private void readRecord(Records<? super T> out) throws IOException {
        T value;
        try {
            lines.requireNotTooLong();
            if (lines.isBlank()) {
                return;
            }
            findEnd();
            value = parse();
        } catch (Unreadable e) {
            out.unreadable(lines.file().origin(lines.line()), lines.raw(), e.reason("column"), e);
            return;
        }
        form.add(value, out);
    }

    private void findEnd() throws IOException, Unreadable {
        try {
            requireQuotes(lines, delimiter, lines.offset() > alone);
        } catch (Unreadable e) {
            alone = Math.max(alone, lines.offset());
            lines.retract();
            throw e;
        }
    }

    private T parse() throws Unreadable {
        lines.requireUtf8();
        cells.split(lines.text());
        if (cells.count() != columns) {
            throw new Unreadable(cells.count() + " columns, where the header has " + columns);
        }
        return form.of(cells, lines.line());
    }

    @Override
    public Position position() {
        String text = lines.position().text();
        return new Position(alone > lines.offset() ? text + ":" + alone : text);
    }

    /** Returns the place up to which lines are records of their own. */
    static long alone(@Nullable Position from) {
        return from == null ? 0 : LineReader.Mark.of(from).more();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
