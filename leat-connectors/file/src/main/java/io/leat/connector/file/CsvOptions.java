// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import io.leat.format.Times;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is read.
 *
 * @param comment what a line begins with that is passed over; {@link #NO_COMMENTS} for none
 * @param header the names of the columns; null if the first record has them
 * @param componentByColumn the columns that are called otherwise than their components
 */
record CsvOptions(
        char delimiter,
        char quote,
        char comment,
        @Nullable List<String> header,
        boolean caseIgnored,
        Map<String, String> componentByColumn,
        Times times) {
    /** No line begins with this. */
    static final char NO_COMMENTS = '\n';

    static final CsvOptions DEFAULT = new CsvOptions(',', '"', NO_COMMENTS, null, false, Map.of(), Times.standard());

    CsvOptions {
        requireNoLineBreak(delimiter, "delimiter");
        requireNoLineBreak(quote, "quote");
        if (delimiter == quote || comment == delimiter || comment == quote) {
            throw new IllegalArgumentException("delimiter '" + delimiter + "', quote '" + quote + "'"
                    + (comment == NO_COMMENTS ? "" : ", comments '" + comment + "'")
                    + ": give each another character");
        }
    }

    private static void requireNoLineBreak(char character, String what) {
        if (character == '\n' || character == '\r') {
            throw new IllegalArgumentException(
                    "a line break cannot be the " + what + " of CSV; give another character");
        }
    }

    CsvOptions delimiter(char changed) {
        return new CsvOptions(changed, quote, comment, header, caseIgnored, componentByColumn, times);
    }

    CsvOptions quote(char changed) {
        return new CsvOptions(delimiter, changed, comment, header, caseIgnored, componentByColumn, times);
    }

    CsvOptions comments(char changed) {
        requireNoLineBreak(changed, "beginning of comments");
        return new CsvOptions(delimiter, quote, changed, header, caseIgnored, componentByColumn, times);
    }

    CsvOptions header(List<String> changed) {
        return new CsvOptions(delimiter, quote, comment, changed, caseIgnored, componentByColumn, times);
    }

    CsvOptions ignoringCase() {
        return new CsvOptions(delimiter, quote, comment, header, true, componentByColumn, times);
    }

    CsvOptions column(String column, String component) {
        Map<String, String> more = new HashMap<>(componentByColumn);
        more.put(column, component);
        return new CsvOptions(delimiter, quote, comment, header, caseIgnored, Map.copyOf(more), times);
    }

    CsvOptions times(Times changed) {
        return new CsvOptions(delimiter, quote, comment, header, caseIgnored, componentByColumn, changed);
    }

    /** Returns a column's name in the form in which names are compared. */
    String comparable(String name) {
        return caseIgnored ? name.toLowerCase(Locale.ROOT) : name;
    }
}
