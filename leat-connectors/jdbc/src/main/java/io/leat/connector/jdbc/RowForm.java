// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.Event;
import io.leat.connector.UnreadableException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What rows become: records, or events with free fields. */
interface RowForm<T> {
    /** Returns the columns that it needs, in the order in which it gets their values. */
    List<Column> columns();

    /**
     * Makes one of a row.
     *
     * @param values of the columns, as of {@link Column#get}; behind them there may be those by which the row was found
     */
    T make(@Nullable Object[] values) throws UnreadableException;

    /**
     * Returns the form of a table's rows.
     *
     * @param shape that of the record; null for events
     * @throws IllegalArgumentException if the table lacks a column
     */
    @SuppressWarnings("unchecked") // without a shape T is Event
    static <T> RowForm<T> of(Table table, @Nullable RowShape<T> shape) {
        return shape == null
                ? (RowForm<T>) new Events(table.columns())
                : new Records<>(shape, shape.columns(table, shape.names()));
    }

    /** Records, of the columns of their components. */
    record Records<T>(RowShape<T> shape, List<Column> columns) implements RowForm<T> {
        @Override
        public T make(@Nullable Object[] values) throws UnreadableException {
            return shape.make(values, columns);
        }
    }

    /** Events, of all columns. */
    record Events(List<Column> columns) implements RowForm<Event> {
        @Override
        public Event make(@Nullable Object[] values) throws UnreadableException {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                data.put(columns.get(i).name(), values[i]);
            }
            Object id = field(values, "id");
            Object key = field(values, "key");
            return new Event(
                    id == null ? place(values) : id.toString(),
                    data,
                    key == null ? null : key.toString(),
                    time(values));
        }

        /** What is behind the columns says where the row is. */
        private String place(@Nullable Object[] values) {
            return Stream.of(values).skip(columns.size()).map(String::valueOf).collect(Collectors.joining(":"));
        }

        private @Nullable Object field(@Nullable Object[] values, String name) {
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).name().equalsIgnoreCase(name)) {
                    return values[i];
                }
            }
            return null;
        }

        private Instant time(@Nullable Object[] values) throws UnreadableException {
            Object value = field(values, "timestamp");
            if (value == null) {
                return Instant.EPOCH;
            }
            return (Instant) Objects.requireNonNull(ColumnType.of(Instant.class).ofColumn(value, "timestamp"));
        }
    }
}
