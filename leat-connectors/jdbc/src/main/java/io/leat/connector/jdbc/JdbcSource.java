// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.Event;
import io.leat.connector.Position;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source over a table or query whose rows are only added, in the order of a column that grows, or of several: an id from a sequence; a
 * time and an id. It asks for what is behind the last row that it has read, page by page, and again after an interval. Rows that are
 * changed or deleted later are not noticed, and those with null in such a column never.
 *
 * <p>Transactions that add rows at the same time need not be committed in the order of the ids they have taken. So a row is read only
 * when an id at least as large was seen for some time, the {@linkplain #lag lag}; a transaction that stays open for longer than that between taking an id and its
 * commit adds rows that are not read.
 *
 * <p>A job that goes on begins behind the last row that it had read. A row that does not become a record, such as null for a
 * primitive component, is a dead letter. A database that cannot be reached is waited for.
 *
 * @param <T> the events
 */
public final class JdbcSource<T> extends Source<T> {
    private static final Options DEFAULT =
            new Options(List.of(), Duration.ofSeconds(1), Duration.ofSeconds(1), 1_000, true);

    private final Database database;
    private final String from;
    private final boolean query;
    private final @Nullable RowShape<T> shape;
    private final Class<T> type;
    private final Options options;

    private record Options(List<String> by, Duration interval, Duration lag, int pageSize, boolean live) {}

    private JdbcSource(JdbcSource<T> source, Database database, @Nullable RowShape<T> shape, Options options) {
        this.database = database;
        this.from = source.from;
        this.query = source.query;
        this.type = source.type;
        this.shape = shape;
        this.options = options;
    }

    JdbcSource(String url, String from, boolean query, Class<T> type) {
        this.database = Database.at(url);
        this.from = from;
        this.query = query;
        this.type = type;
        this.shape = type == Event.class ? null : RowShape.of(type);
        this.options = DEFAULT;
    }

    /** Returns this source with a user of the database. */
    public JdbcSource<T> user(String name) {
        return property("user", name);
    }

    /** Returns this source with the user's password. */
    public JdbcSource<T> password(String password) {
        return property("password", password);
    }

    /** Returns this source with an option for the driver. What options say is in no message. */
    public JdbcSource<T> property(String name, String value) {
        return new JdbcSource<>(this, database.property(name, value), shape, options);
    }

    /**
     * Returns this source with a component from the column of another name than its own. {@code eventTime} is otherwise from {@code event_time}.
     *
     * @throws IllegalArgumentException if the record has no such component, or events are read
     */
    public JdbcSource<T> column(String component, String column) {
        if (shape == null) {
            throw new IllegalArgumentException("an Event has all columns, by their names: rename them in a query");
        }
        return new JdbcSource<>(this, database, shape.column(component, column), options);
    }

    /**
     * Returns this source with the columns that grow: a row is behind another if the first of them is larger, or if that is equal the
     * second, and so on; no two rows have the same in all. An index over them, in this order, makes it fast. Must be called.
     *
     * @throws IllegalArgumentException if none is given
     */
    public JdbcSource<T> by(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("by no column: name one that grows, such as .by(\"id\")");
        }
        return with(new Options(List.of(columns), options.interval, options.lag, options.pageSize, options.live));
    }

    /** Returns this source asking again after a time when it has read everything. The default is a second. */
    public JdbcSource<T> every(Duration interval) {
        return with(
                new Options(options.by, positive("interval", interval), options.lag, options.pageSize, options.live));
    }

    /**
     * Returns this source with another time for which transactions may stay open that add rows. The default is a second. Zero is right
     * where only one connection adds rows: it reads them at once.
     */
    public JdbcSource<T> lag(Duration lag) {
        return with(new Options(options.by, options.interval, positive("lag", lag), options.pageSize, options.live));
    }

    private static Duration positive(String what, Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the " + what + " is " + time + ": give zero or more");
        }
        return time;
    }

    /**
     * Returns this source with another number of rows that are asked for at a time. The default is 1,000.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public JdbcSource<T> pageSize(int rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("pages of " + rows + " rows: give at least 1");
        }
        return with(new Options(options.by, options.interval, options.lag, rows, options.live));
    }

    /** Returns this source as one that ends: it reads what is there and does not wait for more. */
    public JdbcSource<T> once() {
        return with(new Options(options.by, options.interval, Duration.ZERO, options.pageSize, false));
    }

    private JdbcSource<T> with(Options options) {
        return new JdbcSource<>(this, database, shape, options);
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean timed() {
        return shape == null;
    }

    @Override
    public boolean live() {
        return options.live;
    }

    @Override
    public List<SourcePartition<T>> partitions() {
        if (options.by.isEmpty()) {
            throw new IllegalStateException(
                    this + " does not know in which order to read: name a column that grows, such as .by(\"id\")");
        }
        return List.of(new Rows());
    }

    private final class Rows implements SourcePartition<T> {
        @Override
        public String name() {
            return what();
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new PollReader<>(JdbcSource.this, from);
        }
    }

    Database database() {
        return database;
    }

    @Nullable
    RowShape<T> shape() {
        return shape;
    }

    long intervalNanos() {
        return options.interval.toNanos();
    }

    long lagNanos() {
        return options.lag.toNanos();
    }

    int pageSize() {
        return options.pageSize;
    }

    String byNames() {
        return String.join(", ", options.by);
    }

    String what() {
        return query ? "query" : from;
    }

    /** Looks up what is read. */
    Table lookUp(Connection connection) throws SQLException {
        return query ? Table.ofQuery(connection, database.dialect(), from) : Table.of(connection, database, from);
    }

    /** Returns the columns that grow. */
    List<Column> by(Table table) {
        List<Column> columns = new ArrayList<>();
        for (String name : options.by) {
            Column column = table.column(name);
            if (column == null) {
                throw table.missing(name, ", by which it is to be read", "");
            }
            columns.add(column);
        }
        return columns;
    }

    @Override
    public String toString() {
        return "jdbc " + what() + " of " + database;
    }
}
