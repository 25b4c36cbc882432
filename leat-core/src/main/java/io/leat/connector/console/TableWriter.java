// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.console;

import io.leat.connector.SinkWriter;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Prints rows when they are to be visible, in columns that are wide enough for all of them. */
final class TableWriter<T> implements SinkWriter<T> {
    private static final String GAP = "  ";

    private final TableColumns columns;
    private final PrintStream out;
    private final List<String[]> rows = new ArrayList<>();
    private final int[] widths;
    private boolean wider = true;

    TableWriter(TableColumns columns, PrintStream out) {
        this.columns = columns;
        this.out = out;
        this.widths = columns.names().stream().mapToInt(String::length).toArray();
    }

    @Override
    public void write(T value, long timestamp) throws ReflectiveOperationException {
        String[] cells = columns.cells(value);
        for (int i = 0; i < cells.length; i++) {
            if (cells[i].length() > widths[i]) {
                widths[i] = cells[i].length();
                wider = true;
            }
        }
        rows.add(cells);
    }

    @Override
    public void flush() {
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        if (wider) {
            append(columns.names().toArray(String[]::new), text);
            wider = false;
        }
        rows.forEach(row -> append(row, text));
        rows.clear();
        out.print(text);
        out.flush();
    }

    private void append(String[] cells, StringBuilder text) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String blanks = " ".repeat(widths[i] - cells[i].length());
            line.append(i == 0 ? "" : GAP);
            line.append(columns.isNumber(i) ? blanks + cells[i] : cells[i] + blanks);
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
}
