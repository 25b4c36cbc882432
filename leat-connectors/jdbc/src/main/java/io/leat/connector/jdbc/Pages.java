// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.leat.connector.UnreadableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the database for the rows of a source, page by page. Waits for it; used by one thread. */
final class Pages<T> implements AutoCloseable {
    private final JdbcSource<T> source;
    private final HikariDataSource pool;
    private @Nullable Plan<T> plan; // null until the database was reached
    private final Deque<Seen> seen = new ArrayDeque<>(); // not settled yet
    private @Nullable Object settled;

    /**
     * Rows in their order.
     *
     * @param form makes something of their values
     * @param full whether there may be more at once
     */
    record Page<T>(@Nullable RowForm<T> form, List<@Nullable Object[]> rows, boolean full) {
        static <T> Page<T> empty() {
            return new Page<>(null, List.of(), false);
        }

        T make(int row) throws UnreadableException {
            return Objects.requireNonNull(form).make(rows.get(row));
        }

        /** Returns the values by which the row is found: they are behind its others. */
        List<Object> key(int row) {
            @Nullable Object[] values = rows.get(row);
            return Arrays.stream(values, columns(), values.length)
                    .map(Objects::requireNonNull)
                    .collect(Collectors.toUnmodifiableList());
        }

        /** Returns the values as text. */
        String text(int row) {
            return Arrays.asList(rows.get(row)).subList(0, columns()).toString();
        }

        private int columns() {
            return Objects.requireNonNull(form).columns().size();
        }
    }

    /** What was looked up in the database. */
    private record Plan<T>(Table table, RowForm<T> form, Keyset keyset, String select, List<Column> columns) {}

    /** What the largest value of the first column was, and when. */
    private record Seen(Object largest, long atNanos) {}

    Pages(JdbcSource<T> source) {
        this.source = source;
        this.pool = source.database().open(1);
    }

    /**
     * Returns the page behind a row.
     *
     * @param after the values by which the row is found; null for the first page
     */
    Page<T> next(@Nullable List<Object> after) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            Plan<T> ready = plan;
            if (ready == null) {
                ready = look(connection);
                plan = ready;
            }
            Object upTo = null;
            if (source.lagNanos() > 0) {
                upTo = settled(connection, ready);
                if (upTo == null) {
                    return Page.empty();
                }
            }
            return page(connection, ready, after, upTo);
        }
    }

    private Plan<T> look(Connection connection) throws SQLException {
        Table table = source.lookUp(connection);
        RowForm<T> form = RowForm.of(table, source.shape());
        List<Column> by = source.by(table);
        List<Column> columns = new ArrayList<>(form.columns());
        columns.addAll(by);
        String names = columns.stream().map(table::quoted).collect(Collectors.joining(", "));
        String select = "select " + names + " from " + table.sql();
        return new Plan<>(table, form, new Keyset(table, by), select, columns);
    }

    /** Returns the largest value that was there a lag ago: what is before it has been committed since then. */
    private @Nullable Object settled(Connection connection, Plan<T> plan) throws SQLException {
        long now = System.nanoTime();
        Object largest = largest(connection, plan);
        if (largest != null
                && !largest.equals(seen.isEmpty() ? settled : seen.getLast().largest())) {
            seen.add(new Seen(largest, now));
        }
        while (!seen.isEmpty() && now - seen.getFirst().atNanos() >= source.lagNanos()) {
            settled = seen.removeFirst().largest();
        }
        return settled;
    }

    private static @Nullable Object largest(Connection connection, Plan<?> plan) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement(plan.keyset().largest(plan.table()));
                ResultSet row = statement.executeQuery()) {
            row.next();
            return plan.keyset().first().get(row, 1);
        }
    }

    private Page<T> page(Connection connection, Plan<T> plan, @Nullable List<Object> after, @Nullable Object upTo)
            throws SQLException {
        int limit = source.pageSize() + 1; // one more tells whether there are more, and whether it is different
        String sql = plan.keyset().query(plan.select(), after != null, upTo != null, limit);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(limit);
            plan.keyset().set(statement, after, upTo);
            List<@Nullable Object[]> rows = rows(statement, plan.columns());
            requireDifferent(new Page<>(plan.form(), rows, false));
            boolean full = rows.size() == limit;
            return new Page<>(plan.form(), full ? rows.subList(0, limit - 1) : rows, full);
        }
    }

    private static List<@Nullable Object[]> rows(PreparedStatement statement, List<Column> columns)
            throws SQLException {
        List<@Nullable Object[]> rows = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                @Nullable Object[] row = new @Nullable Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = columns.get(i).get(result, i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private void requireDifferent(Page<T> page) {
        for (int i = 1; i < page.rows().size(); i++) {
            if (page.key(i).equals(page.key(i - 1))) {
                throw new IllegalStateException(source.what() + " has two rows with the same " + source.byNames() + ", "
                        + page.key(i) + ": name one more column, which makes the rows different, by .by(…)");
            }
        }
    }

    /** Closes the connection; another thread may, too. */
    @Override
    public void close() {
        pool.close();
    }
}
