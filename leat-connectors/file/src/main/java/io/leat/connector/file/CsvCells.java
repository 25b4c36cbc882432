// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the CSV record that was split last. An empty cell is null, a quoted empty cell an empty text.
 *
 * <p>The parser gets one record at a time, since only who finds the records in the bytes knows the position behind each.
 */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
    private final CsvReaderBuilder parser;
    private final char delimiter;
    private final char quote;
    private @Nullable String[] cells = new String[16];
    private int count;

    CsvCells(CsvOptions options) {
        this.delimiter = options.delimiter();
        this.quote = options.quote();
        this.parser = CsvReader.builder().fieldSeparator(options.delimiter()).quoteCharacter(options.quote());
    }

    /** Splits a record that {@link Quotes} finds no fault with. */
    void split(String record) {
        count = 0;
        parser.ofSingleCsvRecord(this, record);
    }

    /** Splits a line of ASCII text. Returns false if there are quotes or carriage returns in it, which mean something else. */
    boolean splitPlain(byte[] line, int from, int length) {
        count = 0;
        int begin = from;
        int end = from + length;
        for (int i = from; i < end; i++) {
            byte b = line[i];
            if (b == delimiter) {
                add(begin == i ? null : new String(line, begin, i - begin, ISO_8859_1));
                begin = i + 1;
            } else if (b == quote || b == '\r') {
                return false;
            }
        }
        add(begin == end ? null : new String(line, begin, end - begin, ISO_8859_1));
        return true;
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
        add(length == 0 && !quoted ? null : new String(buffer, from, length));
    }

    private void add(@Nullable String cell) {
        if (count == cells.length) {
            cells = Arrays.copyOf(cells, 2 * count);
        }
        cells[count] = cell;
        count++;
    }

    @Override
    protected CsvCells buildRecord() {
        return this;
    }

    /** Returns the cells as the names of columns. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = cells[i];
            names.add(name == null ? "" : name.strip());
        }
        return names;
    }

    int count() {
        return count;
    }

    @Nullable
    String get(int index) {
        return cells[index];
    }
}
