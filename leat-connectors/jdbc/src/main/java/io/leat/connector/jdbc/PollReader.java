// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.leat.Event;
import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.SourceReader;
import io.leat.connector.UnreadableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table page by page. A thread of its own asks for the next page while this one is handed out, so that {@link #read} never waits
 * for the database.
 */
final class PollReader<T> implements SourceReader<T> {
    private final JdbcSource<T> source;
    private final HikariDataSource pool;
    private final ExecutorService thread;
    private @Nullable Plan<T> plan; // of the thread; null until the database was reached
    private final Deque<Seen> seen = new ArrayDeque<>(); // of the thread, not settled yet
    private @Nullable Object settled; // of the thread

    private @Nullable Future<Page> next;
    private List<@Nullable Object[]> page = List.of();
    private int at;
    private boolean last;
    private @Nullable List<Object> asked; // where the page ends that was asked for last
    private @Nullable List<Object> handedOut;
    private long pollAtNanos = System.nanoTime();

    /** What was looked up in the database. */
    private record Plan<T>(Table table, RowForm<T> form, Keyset keyset, String select, List<Column> columns) {}

    /** What the largest value of the first column was, and when. */
    private record Seen(Object largest, long atNanos) {}

    /** Rows in their order; whether there may be more at once. */
    private record Page(List<@Nullable Object[]> rows, boolean full) {}

    PollReader(JdbcSource<T> source, @Nullable Position from) {
        this.source = source;
        this.pool = source.database().open(1);
        this.asked = from == null || from.text().isEmpty() ? null : Keyset.values(from);
        this.handedOut = asked;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread polling = new Thread(task, "leat-jdbc-poll " + source.what());
            polling.setDaemon(true);
            return polling;
        });
    }

    @Override
    public Status read(Records<? super T> out, int atMost) throws Exception {
        if (at == page.size() && !turnPage()) {
            return last ? Status.END : Status.EMPTY;
        }
        RowForm<T> form = Objects.requireNonNull(plan).form(); // the thread has set it before it gave a page
        for (int n = 0; n < atMost && at < page.size(); n++) {
            hand(page.get(at++), form, out);
        }
        return Status.MORE;
    }

    private void hand(@Nullable Object[] row, RowForm<T> form, Records<? super T> out) {
        handedOut = key(row, form.columns().size());
        try {
            T value = form.make(row);
            if (value instanceof Event event) {
                out.add(value, event.timestamp().toEpochMilli());
            } else {
                out.add(value);
            }
        } catch (UnreadableException e) {
            List<@Nullable Object> values =
                    Arrays.asList(row).subList(0, form.columns().size());
            out.unreadable(source.what() + ":" + handedOut, values.toString(), e.reason(), e);
        }
    }

    private static List<Object> key(@Nullable Object[] row, int from) {
        return Arrays.asList(row).subList(from, row.length).stream()
                .map(java.util.Objects::requireNonNull)
                .collect(Collectors.toUnmodifiableList());
    }

    /** Goes to the next page if it has come, and asks for the one behind it. */
    private boolean turnPage() throws Exception {
        if (next == null) {
            if (last || System.nanoTime() - pollAtNanos < 0) {
                return false;
            }
            List<Object> after = asked;
            next = thread.submit(() -> page(after));
        }
        if (!next.isDone()) {
            return false;
        }
        Page come = take(next);
        page = come.rows();
        at = 0;
        last = !source.live() && !come.full();
        if (!page.isEmpty()) {
            asked = key(
                    page.get(page.size() - 1),
                    Objects.requireNonNull(plan).form().columns().size());
        }
        if (come.full()) {
            List<Object> after = asked;
            next = thread.submit(() -> page(after));
        } else {
            pollAtNanos = System.nanoTime() + source.intervalNanos();
        }
        return !page.isEmpty();
    }

    private Page take(Future<Page> future) throws Exception {
        next = null;
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException sql) {
                throw source.database().failure("cannot read " + source.what(), sql);
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (CancellationException e) {
            throw new IllegalStateException(source + " is closed", e);
        }
    }

    // ---- in the thread --------------------------------------------------------------------------------------------

    private Page page(@Nullable List<Object> after) throws SQLException {
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
                    return new Page(List.of(), false);
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
        String select = "select " + columns.stream().map(table::quoted).collect(Collectors.joining(", ")) + " from "
                + table.sql();
        return new Plan<>(table, form, new Keyset(table, by), select, columns);
    }

    /** Returns the largest value that was there a lag ago: what is before it has been committed since then. */
    private @Nullable Object settled(Connection connection, Plan<T> plan) throws SQLException {
        long now = System.nanoTime();
        try (PreparedStatement statement =
                        connection.prepareStatement(plan.keyset().largest(plan.table()));
                ResultSet row = statement.executeQuery()) {
            row.next();
            Object largest = plan.keyset().first().get(row, 1);
            if (largest != null
                    && (seen.isEmpty() || !largest.equals(seen.getLast().largest()))) {
                seen.add(new Seen(largest, now));
            }
        }
        while (!seen.isEmpty() && now - seen.getFirst().atNanos() >= source.lagNanos()) {
            settled = seen.removeFirst().largest();
        }
        return settled;
    }

    private Page page(Connection connection, Plan<T> plan, @Nullable List<Object> after, @Nullable Object upTo)
            throws SQLException {
        int size = source.pageSize();
        Keyset keyset = plan.keyset();
        String sql = keyset.query(plan.select(), after != null, upTo != null, size + 1);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setMaxRows(size + 1);
            statement.setFetchSize(size + 1);
            keyset.set(statement, after, upTo);
            List<@Nullable Object[]> rows = rows(statement, plan.columns());
            for (int i = 1; i < rows.size(); i++) {
                requireLarger(
                        key(rows.get(i - 1), plan.form().columns().size()),
                        key(rows.get(i), plan.form().columns().size()));
            }
            boolean full = rows.size() > size;
            return new Page(Collections.unmodifiableList(full ? rows.subList(0, size) : rows), full);
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

    private void requireLarger(List<Object> one, List<Object> next) {
        if (one.equals(next)) {
            throw new IllegalStateException(source.what() + " has two rows with the same " + source.byNames() + ", "
                    + one + ": name one more column, which makes the rows different, by .by(…)");
        }
    }

    // ---- in the reader's thread again -----------------------------------------------------------------------------

    @Override
    public Position position() {
        return handedOut == null ? new Position("") : Keyset.position(handedOut);
    }

    @Override
    public void close() {
        thread.shutdownNow();
        pool.close();
    }
}
