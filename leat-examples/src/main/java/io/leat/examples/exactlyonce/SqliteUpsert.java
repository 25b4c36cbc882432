// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A sink into a table of a SQLite database with a row for each key. A result that comes again replaces itself, so no marker is needed. */
public final class SqliteUpsert<T> extends Sink<T> {
    private final Path database;
    private final String create;
    private final String upsert;
    private final SqliteTable.Columns<T> columns;

    /**
     * Makes a sink.
     *
     * @param create makes the table if it is not there
     * @param upsert inserts a row or replaces the one with its key, with a question mark for each value
     */
    public SqliteUpsert(Path database, String create, String upsert, SqliteTable.Columns<T> columns) {
        this.database = database;
        this.create = create;
        this.upsert = upsert;
        this.columns = columns;
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.IDEMPOTENT;
    }

    @Override
    public SinkWriter<T> open() throws SQLException {
        Connection connection = SqliteTable.connection(database);
        try (Statement statement = connection.createStatement()) {
            statement.execute(create);
            connection.setAutoCommit(false); // a transaction from one flush to the next
            return new Open(connection, connection.prepareStatement(upsert));
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String toString() {
        return "sqlite " + database;
    }

    private final class Open implements SinkWriter<T> {
        private final Connection connection;
        private final PreparedStatement row;

        Open(Connection connection, PreparedStatement row) {
            this.connection = connection;
            this.row = row;
        }

        @Override
        public void write(T value, long timestamp) throws SQLException {
            columns.set(row, value);
            row.executeUpdate();
        }

        @Override
        public void flush() throws SQLException {
            connection.commit();
        }

        @Override
        public @Nullable String checkpoint(long epoch) throws SQLException {
            connection.commit();
            return null; // nothing will have to be taken back
        }

        @Override
        public void close() throws IOException {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IOException(e);
            }
        }
    }
}
