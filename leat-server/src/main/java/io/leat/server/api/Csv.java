// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.server.view.Documents;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rows as CSV for a spreadsheet, RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
final class Csv {
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder text = new StringBuilder();

    /** Returns rows with the columns that any of them has. */
    static byte[] of(List<Map<String, @Nullable Object>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        Csv csv = new Csv();
        csv.row(List.copyOf(columns));
        for (Map<String, @Nullable Object> row : rows) {
            csv.row(columns.stream().map(row::get).toList());
        }
        return csv.text.toString().getBytes(UTF_8);
    }

    private void row(List<? extends @Nullable Object> cells) {
        for (int i = 0; i < cells.size(); i++) {
            text.append(i == 0 ? "" : ",");
            cell(cells.get(i));
        }
        text.append("\r\n");
    }

    private void cell(@Nullable Object value) {
        String plain = Documents.text(value);
        if (!(value instanceof String) && plain.equals("null")) {
            return;
        }
        boolean isFormula = !(value instanceof Number) && !plain.isEmpty() && FORMULA.indexOf(plain.charAt(0)) >= 0;
        text.append(isFormula ? "\"'" : "\"")
                .append(plain.replace("\"", "\"\""))
                .append('"');
    }
}
