// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.leat.Event;
import io.leat.connector.UnavailableException;
import io.leat.function.AsyncMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A function that answers with the row that has a key, or with null if there is none, for {@code EventStream.lookup}:
 *
 * <pre>{@code
 * var models = Jdbc.lookup(url, "model", "name", Model.class);
 * calls.lookup("price", call -> models.apply(call.model()), (call, model) -> …)
 * }</pre>
 *
 * <p>It has threads of its own, each with a connection, which go when they have had nothing to do for a minute; requests beyond them
 * wait. While the database cannot be reached, a request is made again until the lookup's timeout cancels it. Thread-safe.
 *
 * @param <K> the keys
 * @param <T> the rows
 */
public final class JdbcLookup<K, T> implements AsyncMapper<K, @Nullable T>, AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long IDLE_S = 60;
    private static final long PAUSE_MS = 100;

    private final Database database;
    private final String from;
    private final @Nullable String keyColumn;
    private final @Nullable RowShape<T> shape;
    private final int connections;
    private final ThreadPoolExecutor threads;
    private @Nullable HikariDataSource pool;
    private volatile @Nullable Question<T> question;

    /** What was looked up in the database. */
    private record Question<T>(String sql, Column key, RowForm<T> form) {}

    private JdbcLookup(
            Database database, String from, @Nullable String keyColumn, @Nullable RowShape<T> shape, int connections) {
        this.database = database;
        this.from = from;
        this.keyColumn = keyColumn;
        this.shape = shape;
        this.connections = connections;
        this.threads = new ThreadPoolExecutor(
                connections, connections, IDLE_S, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "leat-jdbc-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** @param keyColumn the column that is equal to the key; null if {@code from} is a query that has a question mark for it */
    static <K, T> JdbcLookup<K, T> of(String url, String from, @Nullable String keyColumn, Class<T> type) {
        RowShape<T> shape = type == Event.class ? null : RowShape.of(type);
        return new JdbcLookup<>(Database.at(url), from, keyColumn, shape, CONNECTIONS);
    }

    /** Returns this lookup with a user of the database. */
    public JdbcLookup<K, T> user(String name) {
        return property("user", name);
    }

    /** Returns this lookup with the user's password. */
    public JdbcLookup<K, T> password(String password) {
        return property("password", password);
    }

    /** Returns this lookup with an option for the driver. What options say is in no message. */
    public JdbcLookup<K, T> property(String name, String value) {
        return new JdbcLookup<>(database.property(name, value), from, keyColumn, shape, connections);
    }

    /**
     * Returns this lookup with a component from the column of another name than its own.
     *
     * @throws IllegalArgumentException if the record has no such component, or the answers are events
     */
    public JdbcLookup<K, T> column(String component, String column) {
        if (shape == null) {
            throw new IllegalArgumentException("an Event has all columns, by their names: rename them in a query");
        }
        return new JdbcLookup<>(database, from, keyColumn, shape.column(component, column), connections);
    }

    /**
     * Returns this lookup with another number of connections, which is how many requests are made at a time. The default is 4.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public JdbcLookup<K, T> connections(int number) {
        if (number < 1) {
            throw new IllegalArgumentException(number + " connections: give at least 1");
        }
        return new JdbcLookup<>(database, from, keyColumn, shape, number);
    }

    /**
     * Asks for a row. The answer fails with an {@link IOException} if the database cannot give it, and if there are several rows.
     *
     * @param key is null in no row, so that null is answered with null
     */
    @Override
    public CompletionStage<@Nullable T> apply(K key) {
        CompletableFuture<@Nullable T> answer = new CompletableFuture<>();
        threads.execute(() -> answer(key, answer));
        return answer;
    }

    private void answer(K key, CompletableFuture<@Nullable T> answer) {
        while (!answer.isDone()) { // somebody waits for it
            try {
                answer.complete(ask(key));
            } catch (UnavailableException e) {
                pause(answer, e);
            } catch (Exception e) {
                answer.completeExceptionally(e);
            }
        }
    }

    private static void pause(CompletableFuture<?> answer, UnavailableException cause) {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(cause);
        }
    }

    private @Nullable T ask(@Nullable K key) throws Exception {
        if (key == null) {
            return null;
        }
        try (Connection connection = pool().getConnection()) {
            Question<T> ready = question;
            if (ready == null) {
                ready = prepare(connection);
                question = ready;
            }
            try (PreparedStatement statement = connection.prepareStatement(ready.sql())) {
                statement.setMaxRows(2);
                statement.setObject(1, ColumnType.toColumn(key, ready.key()));
                return theOne(statement, ready.form(), key);
            }
        } catch (SQLException e) {
            throw database.failure("cannot look up '" + key + "' in " + what(), e);
        }
    }

    private synchronized HikariDataSource pool() {
        HikariDataSource open = pool;
        if (open == null) {
            open = database.open(connections);
            pool = open;
        }
        return open;
    }

    private Question<T> prepare(Connection connection) throws SQLException {
        if (keyColumn == null) {
            try (PreparedStatement statement = connection.prepareStatement(from)) {
                statement.setNull(1, Types.NULL);
                try (ResultSet none = statement.executeQuery()) {
                    List<Column> columns = Column.of(none.getMetaData(), database.dialect());
                    Table table = Table.ofColumns(columns);
                    return new Question<>(from, Column.ofParameter(database.dialect()), RowForm.of(table, shape));
                }
            }
        }
        Table table = Table.of(connection, database, from);
        Column key = table.column(keyColumn);
        if (key == null) {
            throw table.missing(keyColumn, ", which is to be the key", "");
        }
        RowForm<T> form = RowForm.of(table, shape);
        String columns = form.columns().stream().map(table::quoted).collect(Collectors.joining(", "));
        String sql = "select " + columns + " from " + table.sql() + " where " + table.quoted(key) + " = ?";
        return new Question<>(sql, key, form);
    }

    private @Nullable T theOne(PreparedStatement statement, RowForm<T> form, K key) throws Exception {
        try (ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            List<Column> columns = form.columns();
            @Nullable Object[] values = new @Nullable Object[columns.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = keyColumn == null
                        ? columns.get(i).get(row, row.findColumn(columns.get(i).name()))
                        : columns.get(i).get(row, i + 1);
            }
            if (row.next()) {
                throw new IOException(what() + " has several rows for '" + key + "'; a lookup is for one");
            }
            return form.make(values);
        }
    }

    private String what() {
        return keyColumn == null ? "the query" : from;
    }

    /** Closes the connections. A later request opens new ones. */
    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }

    @Override
    public String toString() {
        return "jdbc lookup in " + what() + " of " + database;
    }
}
