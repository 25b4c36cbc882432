// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import io.leat.connector.Position;
import io.leat.connector.Records;
import io.leat.connector.Source;
import io.leat.connector.SourcePartition;
import io.leat.connector.SourceReader;
import io.leat.connector.UnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A live source over a table of a SQLite database: the rows that are there, then those that are inserted. The table has an {@code integer
 * primary key autoincrement}, so that a number is never given twice.
 */
public final class SqliteRows<T> extends Source<T> {
    private final Path database;
    private final String select;
    private final Class<T> type;
    private final Row<T> row;

    /** Makes an event of a row. */
    public interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /**
     * Makes a source.
     *
     * @param select selects the number of rows and what else is needed, with a question mark for the number behind which it begins and one for
     *     how many rows are wanted: {@code select id, … from calls where id > ? order by id limit ?}
     * @param row throws {@link IllegalArgumentException} or {@link DateTimeException} if a row is no event
     */
    public SqliteRows(Path database, String select, Class<T> type, Row<T> row) {
        this.database = database;
        this.select = select;
        this.type = type;
        this.row = row;
    }

    @Override
    public Class<?> type() {
        return type;
    }

    @Override
    public boolean live() {
        return true;
    }

    @Override
    public List<? extends SourcePartition<T>> partitions() {
        return List.of(new Table());
    }

    @Override
    public String toString() {
        return "rows of " + database;
    }

    private final class Table implements SourcePartition<T> {
        @Override
        public String name() {
            return "rows";
        }

        @Override
        public SourceReader<T> open(@Nullable Position from) {
            return new Reader(from == null ? 0 : from.number());
        }
    }

    private final class Reader implements SourceReader<T> {
        private long last;
        private @Nullable Connection connection;

        Reader(long last) {
            this.last = last;
        }

        @Override
        public Status read(Records<? super T> out, int atMost) throws UnavailableException {
            long before = last;
            try (PreparedStatement query = connection().prepareStatement(select)) {
                query.setLong(1, last);
                query.setInt(2, atMost);
                try (ResultSet rows = query.executeQuery()) {
                    while (rows.next()) {
                        handOut(rows, out);
                    }
                }
            } catch (SQLException e) {
                disconnect();
                throw new UnavailableException(database + " cannot be read: " + e.getMessage(), e);
            }
            return last > before ? Status.MORE : Status.EMPTY;
        }

        private void handOut(ResultSet rows, Records<? super T> out) throws SQLException {
            long number = rows.getLong(1);
            try {
                out.add(row.read(rows));
            } catch (IllegalArgumentException | DateTimeException e) {
                out.unreadable(SqliteRows.this + ":" + number, text(rows), String.valueOf(e.getMessage()), e);
            }
            last = number;
        }

        @Override
        public Position position() {
            return Position.of(last);
        }

        private Connection connection() throws SQLException {
            if (connection == null) {
                Properties options = new Properties();
                options.setProperty("busy_timeout", "0"); // the thread has other work than to wait for a lock
                connection = DriverManager.getConnection("jdbc:sqlite:" + database, options);
            }
            return connection;
        }

        private void disconnect() {
            try {
                close();
            } catch (IOException e) {
                // it is no use any more
            }
        }

        @Override
        public void close() throws IOException {
            try {
                if (connection != null) {
                    connection.close();
                }
            } catch (SQLException e) {
                throw new IOException(e);
            } finally {
                connection = null;
            }
        }
    }

    private static String text(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(i == 1 ? "" : ", ").append(row.getString(i));
        }
        return text.toString();
    }
}
