// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.Result;
import io.leat.window.Change;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sink does to its table. With a key, only the last of the results of a batch with the same key is written, so that within a
 * batch each row is touched once and the order of the statements does not matter.
 */
final class RowWrites {
    /** What a result does. */
    enum Mode {
        /** Inserts a row. */
        INSERT("insert into"),
        /** Inserts a row or replaces the one with its key. */
        UPSERT("upsert into"),
        /** Deletes the row with its key. */
        DELETE("delete from"),
        /** As the {@link Change} says: inserts or replaces, or deletes. */
        CHANGES("changes to");

        private final String words;

        Mode(String words) {
            this.words = words;
        }

        boolean isByKey() {
            return this != INSERT;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private final Mode mode;
    private final RowShape<?> shape;
    private final int batchSize;
    private final List<Column> columns;
    private final int[] components;
    private final int[] key;
    private final String write;
    private final String delete;

    /**
     * Prepares the writes.
     *
     * @param key the components of the key; for an insertion empty
     */
    RowWrites(Mode mode, RowShape<?> shape, Table table, List<String> key, int batchSize) {
        this.mode = mode;
        this.shape = shape;
        this.batchSize = batchSize;
        List<String> written = mode == Mode.DELETE ? key : shape.names();
        this.columns = shape.columns(table, written);
        this.components = written.stream().mapToInt(shape.names()::indexOf).toArray();
        this.key = key.stream().mapToInt(written::indexOf).toArray();
        List<String> names = columns.stream().map(table::quoted).toList();
        List<String> keyNames =
                key.stream().map(name -> names.get(written.indexOf(name))).toList();
        this.write = switch (mode) {
            case INSERT -> Dialect.insert(table.sql(), names);
            case UPSERT, CHANGES -> columns.get(0).dialect().upsert(table.sql(), names, keyNames);
            case DELETE -> "";
        };
        this.delete = "delete from " + table.sql() + " where " + String.join(" = ? and ", keyNames) + " = ?";
    }

    /** Writes all results, within the transaction of the connection. */
    void write(Connection connection, Iterable<? extends Result<?>> results) throws SQLException {
        if (mode.isByKey()) {
            writeByKey(connection, results);
        } else {
            insert(connection, results);
        }
    }

    private void insert(Connection connection, Iterable<? extends Result<?>> results) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(write)) {
            int batched = 0;
            for (Result<?> result : results) {
                add(statement, row(Objects.requireNonNull(result.value())));
                if (++batched == batchSize) {
                    statement.executeBatch();
                    batched = 0;
                }
            }
            if (batched > 0) {
                statement.executeBatch();
            }
        }
    }

    private void writeByKey(Connection connection, Iterable<? extends Result<?>> results) throws SQLException {
        Map<List<@Nullable Object>, Operation> batch = new LinkedHashMap<>();
        for (Result<?> result : results) {
            Operation operation = operation(Objects.requireNonNull(result.value()));
            batch.put(key(operation.row), operation);
            if (batch.size() == batchSize) {
                execute(connection, batch);
                batch.clear();
            }
        }
        execute(connection, batch);
    }

    private static final class Operation {
        final @Nullable Object[] row;
        final boolean deletes;

        Operation(@Nullable Object[] row, boolean deletes) {
            this.row = row;
            this.deletes = deletes;
        }
    }

    private Operation operation(Object value) {
        if (mode == Mode.CHANGES) {
            Change<?> change = (Change<?>) value;
            return new Operation(row(Objects.requireNonNull(change.value())), change.kind() == Change.Kind.RETRACT);
        }
        return new Operation(row(value), mode == Mode.DELETE);
    }

    private @Nullable Object[] row(Object value) {
        @Nullable Object[] row = new @Nullable Object[components.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = ColumnType.toColumn(shape.get(components[i], value), columns.get(i));
        }
        return row;
    }

    private List<@Nullable Object> key(@Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>(key.length);
        for (int index : key) {
            Object value = row[index];
            if (value == null) {
                throw new IllegalArgumentException("a " + shape.type().getSimpleName() + " has null in '"
                        + shape.names().get(components[index]) + "', which is part of the key");
            }
            values.add(comparable(value));
        }
        return values;
    }

    /** Equal for what a database takes for equal. */
    private static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.stripTrailingZeros();
        }
        return value instanceof Double number ? (Object) (number + 0.0) : value; // no -0.0
    }

    private void execute(Connection connection, Map<?, Operation> batch) throws SQLException {
        if (mode != Mode.UPSERT) {
            execute(connection, delete, batch, true);
        }
        if (mode != Mode.DELETE) {
            execute(connection, write, batch, false);
        }
    }

    private void execute(Connection connection, String sql, Map<?, Operation> batch, boolean deletes)
            throws SQLException {
        if (batch.values().stream().noneMatch(operation -> operation.deletes == deletes)) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Operation operation : batch.values()) {
                if (operation.deletes && deletes) {
                    addKey(statement, operation.row);
                } else if (operation.deletes == deletes) {
                    add(statement, operation.row);
                }
            }
            statement.executeBatch();
        }
    }

    private void add(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < row.length; i++) {
            set(statement, i + 1, row[i], columns.get(i));
        }
        statement.addBatch();
    }

    private void addKey(PreparedStatement statement, @Nullable Object[] row) throws SQLException {
        for (int i = 0; i < key.length; i++) {
            set(statement, i + 1, row[key[i]], columns.get(key[i]));
        }
        statement.addBatch();
    }

    private static void set(PreparedStatement statement, int index, @Nullable Object value, Column column)
            throws SQLException {
        if (value == null) {
            statement.setNull(index, column.type());
        } else {
            statement.setObject(index, value);
        }
    }
}
