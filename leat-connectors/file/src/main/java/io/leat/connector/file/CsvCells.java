// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The cells of the CSV record that was split last. An empty cell is null, a quoted empty cell an empty text.
 *
 * <p>The parser gets one record at a time, since only who finds the records in the bytes knows the position behind each.
 */
final class CsvCells extends AbstractBaseCsvCallbackHandler<CsvCells> {
    private final CsvReaderBuilder parser;
    private @Nullable String[] cells = new String[16];
    private int count;

    CsvCells(char delimiter) {
        this.parser = CsvReader.builder().fieldSeparator(delimiter);
    }

    /** Splits a record that {@link Quotes} finds no fault with. */
    void split(String record) {
        count = 0;
        parser.ofSingleCsvRecord(this, record);
    }

    @Override
    protected void handleField(int index, char[] buffer, int from, int length, boolean quoted) {
        if (index == cells.length) {
            cells = Arrays.copyOf(cells, 2 * index);
        }
        cells[index] = length == 0 && !quoted ? null : new String(buffer, from, length);
        count = index + 1;
    }

    @Override
    protected CsvCells buildRecord() {
        return this;
    }

    int count() {
        return count;
    }

    @Nullable
    String get(int index) {
        return cells[index];
    }
}
