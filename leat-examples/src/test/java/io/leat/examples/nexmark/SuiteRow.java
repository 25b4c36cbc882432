// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.nexmark;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Answers and expected rows in one form: words with one blank between, numbers to the sixth decimal. */
final class SuiteRow {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E\\d+)?");
    private static final int DECIMALS = 6;

    private SuiteRow() {}

    static String normal(String row) {
        return Stream.of(row.strip().split("\\s+")).map(SuiteRow::word).collect(Collectors.joining(" "));
    }

    private static String word(String word) {
        return NUMBER.matcher(word).matches()
                ? new BigDecimal(word)
                        .setScale(DECIMALS, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString()
                : word;
    }

    /** Returns the first {@code columns} columns of a record, those of the records in it among them. */
    static String of(Object answer, int columns) {
        List<String> words = new ArrayList<>();
        flatten(answer, words);
        return normal(String.join(" ", words.subList(0, Math.min(columns, words.size()))));
    }

    private static void flatten(Object value, List<String> into) {
        if (value instanceof Record) {
            for (RecordComponent component : value.getClass().getRecordComponents()) {
                try {
                    component.getAccessor().setAccessible(true);
                    flatten(component.getAccessor().invoke(value), into);
                } catch (ReflectiveOperationException e) {
                    throw new LinkageError(e.getMessage(), e);
                }
            }
        } else if (value instanceof Instant instant) {
            into.add(time(instant));
        } else {
            into.add(value == null ? "NULL" : value instanceof BigDecimal d ? d.toPlainString() : value.toString());
        }
    }

    private static String time(Instant instant) {
        String text =
                LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString().replace('T', ' ');
        return text.length() == "2015-07-15 00:00".length() ? text + ":00" : text;
    }
}
