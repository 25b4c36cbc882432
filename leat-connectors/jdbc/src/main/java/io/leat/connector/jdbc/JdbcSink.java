// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import io.leat.connector.jdbc.RowWrites.Mode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A sink into a table, which has each result once: one transaction brings the results of an epoch, and its number into the table {@code leat_epochs},
 * which is made when it is first needed.
 *
 * <p>Table and columns are looked up when the job starts. A row that the database refuses stops the job, with the reason, and nothing of
 * its epoch is in the table. A database that cannot be reached is waited for.
 *
 * @param <R> the results
 */
public final class JdbcSink<R> extends TransactionalSink<R> {
    private static final int BATCH_SIZE = 1_000;

    private final Database database;
    private final String table;
    private final Mode mode;
    private final RowShape<?> shape;
    private final Options options;

    private record Options(List<String> key, boolean create, int batchSize) {}

    private JdbcSink(Database database, String table, Mode mode, RowShape<?> shape, Options options) {
        this.database = database;
        this.table = table;
        this.mode = mode;
        this.shape = shape;
        this.options = options;
    }

    JdbcSink(String url, String table, Mode mode, Class<?> type) {
        this(Database.at(url), table, mode, RowShape.of(type), new Options(List.of(), false, BATCH_SIZE));
        if (mode != Mode.INSERT && mode != Mode.DELETE) {
            database.dialect().upsert(table, List.of("a"), List.of("a")); // or it says that it cannot
        }
    }

    /** Returns this sink with a user of the database. */
    public JdbcSink<R> user(String name) {
        return property("user", name);
    }

    /** Returns this sink with the user's password. */
    public JdbcSink<R> password(String password) {
        return property("password", password);
    }

    /** Returns this sink with an option for the driver. What options say is in no message. */
    public JdbcSink<R> property(String name, String value) {
        return new JdbcSink<>(database.property(name, value), table, mode, shape, options);
    }

    /**
     * Returns this sink with a component in the column of another name than its own. {@code eventTime} is otherwise in {@code event_time}.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public JdbcSink<R> column(String component, String column) {
        return new JdbcSink<>(database, table, mode, shape.column(component, column), options);
    }

    /**
     * Returns this sink with a key: the table must have a primary key or a unique index over just its columns. Without it, the key is the
     * primary key of the table.
     *
     * @param components those of the record
     * @throws IllegalArgumentException if the record has no such component
     */
    public JdbcSink<R> key(String... components) {
        List.of(components).forEach(shape::requireComponent);
        return new JdbcSink<>(
                database, table, mode, shape, new Options(List.of(components), options.create, options.batchSize));
    }

    /**
     * Returns this sink making the table if it is not there: a column for each component, those of primitive types not null, and the {@link
     * #key} as the primary key.
     *
     * @throws IllegalArgumentException if the types of this database are not known
     */
    public JdbcSink<R> createTable() {
        if (database.dialect() == Dialect.GENERIC) {
            throw new IllegalArgumentException(
                    "the types of columns are known for PostgreSQL, H2, SQLite and DuckDB, not for " + database
                            + ": make the table yourself");
        }
        return new JdbcSink<>(database, table, mode, shape, new Options(options.key, true, options.batchSize));
    }

    /**
     * Returns this sink with another number of rows in a batch. The default is 1,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public JdbcSink<R> batchSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("a batch of " + rows + " rows: give at least 1");
        }
        return new JdbcSink<>(database, table, mode, shape, new Options(options.key, options.create, rows));
    }

    Database database() {
        return database;
    }

    String table() {
        return table;
    }

    @Override
    public Transactions<R> connect(SinkContext context) throws Exception {
        return JdbcTransactions.open(this, context);
    }

    /** Looks the table up, or makes it, and returns how to write to it. */
    RowWrites prepare(Connection connection) throws SQLException {
        if (options.create && Table.find(connection, database.dialect(), table) == null) {
            List<String> keyColumns = options.key.stream().map(shape::columnFor).toList();
            Table.create(connection, table, shape.definitions(database.dialect()), keyColumns);
        }
        Table found = Table.of(connection, database, table);
        List<String> key = mode.isByKey() ? key(connection, found) : List.of();
        return new RowWrites(mode, shape, found, key, options.batchSize);
    }

    private List<String> key(Connection connection, Table found) throws SQLException {
        List<String> primary = found.primaryKey(connection);
        if (!options.key.isEmpty()) {
            requireUnique(connection, found, primary);
            return options.key;
        }
        if (primary.isEmpty()) {
            throw new IllegalArgumentException(
                    found + " of " + database + " has no primary key, so what is to be replaced or"
                            + " deleted cannot be told: give it one, or a unique index and name its components by .key(\"…\")");
        }
        return components(found, primary);
    }

    private List<String> components(Table found, List<String> primary) {
        List<String> components = new ArrayList<>();
        for (Column column : found.columns()) {
            String component = shape.componentOf(column);
            if (primary.contains(column.name()) && component == null) {
                throw new IllegalArgumentException(
                        "the primary key of " + found + " is " + String.join(", ", primary) + ", but "
                                + shape.type().getSimpleName() + " has no component for " + column.name() + ": add it");
            }
            if (primary.contains(column.name()) && component != null) {
                components.add(component);
            }
        }
        return components;
    }

    private void requireUnique(Connection connection, Table found, List<String> primary) throws SQLException {
        Set<String> wanted = new TreeSet<>();
        shape.columns(found, options.key).forEach(column -> wanted.add(column.name()));
        if (mode != Mode.DELETE
                && database.dialect() != Dialect.DUCKDB // which does not tell its indexes, but refuses the statement
                && !wanted.equals(new TreeSet<>(primary))
                && !found.uniqueIndexes(connection).contains(wanted)) {
            throw new IllegalArgumentException(found + " of " + database + " may have several rows with the same "
                    + String.join(", ", wanted) + ": make a primary key or a unique index over just these columns");
        }
    }

    @Override
    public String toString() {
        return "jdbc " + mode + " " + table + " of " + database;
    }
}
