// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.file.input.FileReader;
import io.leat.connector.file.input.InputFile;
import io.leat.connector.file.input.LineReader;
import io.leat.connector.file.input.Mark;
import io.leat.format.value.Unreadable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of CSV records, each one line or, with line breaks in quotes, several.
 *
 * <p>A stray quote must not swallow the rest of the file. Where quotes go wrong, or one never closes, only the line where the
 * record begins is unreadable; the lines that were looked at behind it are read again, each as a record of its own, up to
 * {@code alone}. So each byte is looked at twice at most. That place is part of the position.
 *
 * <p>In a file that grows, a record whose quotes are open is awaited, and so is the header.
 */
final class CsvRecords<T> implements FileReader<T> {
    private final LineReader lines;
    private final CsvOptions options;
    private final Forming<T> forming;
    private final CsvCells cells;
    /** What is made of the cells; null before the header. */
    private @Nullable CsvForm<T> form;

    private int columns;
    /** Lines before this byte are records of their own. */
    private long alone;

    /** Makes the form of a file with a header. */
    interface Forming<T> {
        CsvForm<T> of(List<String> header) throws Unreadable;
    }

    private CsvRecords(LineReader lines, CsvOptions options, Forming<T> forming, long alone) {
        this.lines = lines;
        this.options = options;
        this.forming = forming;
        this.cells = new CsvCells(options);
        this.alone = alone;
    }

    /** Opens a file, with a look at its header, or where an earlier reader stood. */
    static <T> CsvRecords<T> open(
            InputFile file, int maxBytes, @Nullable Position from, Forming<T> forming, CsvOptions options)
            throws IOException {
        boolean given = options.header() != null;
        CsvRecords<T> records =
                new CsvRecords<>(LineReader.open(file, maxBytes, given ? from : null), options, forming, alone(from));
        try {
            if (given) {
                records.useHeader(options.header());
                return records;
            }
            records.readHeader();
            if (from == null || records.lines.offset() >= Mark.of(from).offset()) {
                return records;
            }
            CsvRecords<T> rest = new CsvRecords<>(LineReader.open(file, maxBytes, from), options, forming, alone(from));
            rest.form = records.form;
            rest.columns = records.columns;
            records.close();
            return rest;
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    /** Returns the place up to which lines are records of their own. */
    private static long alone(@Nullable Position from) {
        return from == null ? 0 : Mark.of(from).more();
    }

    // ---- the header -----------------------------------------------------------------------------------------------

    /** Reads the first record. Returns null if it is not complete as yet. */
    private @Nullable CsvForm<T> readHeader() throws IOException {
        try {
            while (lines.next()) {
                lines.requireNotTooLong();
                if (isRecord()) {
                    return split(true) ? useHeader(cells.names()) : null;
                }
            }
        } catch (Unreadable e) {
            throw unusable(e);
        }
        return lines.isGrowing() ? null : useHeader(List.of());
    }

    private CsvForm<T> useHeader(@Nullable List<String> header) throws IOException {
        try {
            CsvForm<T> made = forming.of(header == null ? List.of() : header);
            form = made;
            columns = header == null ? 0 : header.size();
            return made;
        } catch (Unreadable e) {
            throw unusable(e);
        }
    }

    private IOException unusable(Unreadable e) {
        return new IOException(lines.origin() + ": the header cannot be used: " + e.reason("column"), e);
    }

    // ---- records --------------------------------------------------------------------------------------------------

    @Override
    public Status read(Records<? super T> out, int atMost) throws IOException {
        CsvForm<T> made = form == null ? readHeader() : form;
        if (made == null) {
            return Status.END;
        }
        for (int i = 0; i < atMost; i++) {
            if (!lines.next() || !readRecord(made, out)) {
                return Status.END;
            }
        }
        return Status.MORE;
    }

    /** Reads a record. Returns false, and does nothing, if it is not complete as yet. */
    private boolean readRecord(CsvForm<T> made, Records<? super T> out) throws IOException {
        T value;
        try {
            lines.requireNotTooLong();
            if (!isRecord()) {
                return true;
            }
            if (!split(lines.offset() > alone)) {
                return false;
            }
            if (cells.count() != columns) {
                throw new Unreadable(cells.count() + " columns, where the header has " + columns);
            }
            value = made.of(cells, lines.line());
        } catch (Unreadable e) {
            lines.unreadable(out, "column", e);
            return true;
        }
        made.add(value, out);
        return true;
    }

    private boolean isRecord() {
        return !lines.isBlank() && !lines.beginsWith(options.comment());
    }

    /** Splits the record that begins here into cells. Returns false if it is not complete as yet. */
    private boolean split(boolean maySpan) throws IOException, Unreadable {
        if (!lines.isAscii() || !cells.splitPlain(lines.buffer(), lines.start(), lines.length())) {
            if (!findEnd(maySpan)) {
                return false;
            }
            lines.requireUtf8();
            cells.split(lines.text());
        }
        return true;
    }

    /**
     * Takes the lines of a record together. Returns false if the last of them has yet to come.
     *
     * @throws Unreadable if its quotes are wrong
     */
    private boolean findEnd(boolean maySpan) throws IOException, Unreadable {
        String line = lines.lastLine();
        if (line.indexOf(options.quote()) < 0 && line.indexOf('\r') < 0) {
            return true;
        }
        Quotes quotes = new Quotes(options.delimiter(), options.quote());
        while (quotes.goesOnAfter(line) && maySpan) {
            if (!lines.extend()) {
                break;
            }
            line = lines.lastLine();
        }
        if (lines.isAwaiting()) {
            lines.goBack();
            return false;
        }
        String problem = quotes.problem();
        if (problem != null) {
            alone = Math.max(alone, lines.offset());
            lines.retract();
            throw new Unreadable(problem);
        }
        return true;
    }

    @Override
    public void finish() {
        lines.finish();
    }

    @Override
    public Position position() {
        String text = lines.position().text();
        return new Position(alone > lines.offset() ? text + ":" + alone : text);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
