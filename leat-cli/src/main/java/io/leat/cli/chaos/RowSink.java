// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A transactional sink: rows of text in an SQLite file, and in the same transaction the number of their epoch. */
final class RowSink<T> extends TransactionalSink<T> {
    private final Path file;

    RowSink(Path file) {
        this.file = file;
    }

    /** Opens a file of rows so that a commit survives a loss of power, and who finds it locked waits. */
    static Connection connect(Path file) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 30000");
            statement.execute("pragma synchronous = full");
        }
        return connection;
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws Exception {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Connection connection = connect(file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table if not exists row (text text not null)");
            statement.execute("create table if not exists marker (run text primary key, epoch integer not null)");
        }
        connection.setAutoCommit(false);
        return new Open(connection, context.run());
    }

    private final class Open implements Transactions<T> {
        private final Connection connection;
        private final String run;

        Open(Connection connection, String run) {
            this.connection = connection;
            this.run = run;
        }

        @Override
        public long committed() throws SQLException {
            try (PreparedStatement select = connection.prepareStatement("select epoch from marker where run = ?")) {
                select.setString(1, run);
                try (ResultSet marker = select.executeQuery()) {
                    return marker.next() ? marker.getLong(1) : 0;
                }
            } finally {
                connection.rollback();
            }
        }

        @Override
        public void commit(long epoch, Iterable<Result<T>> results) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement("insert into row values (?)");
                    PreparedStatement mark =
                            connection.prepareStatement("insert or replace into marker values (?, ?)")) {
                for (Result<T> result : results) {
                    insert.setString(1, String.valueOf(result.value()));
                    insert.addBatch();
                }
                insert.executeBatch();
                mark.setString(1, run);
                mark.setLong(2, epoch);
                mark.executeUpdate();
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Override
    public String toString() {
        return "rows in " + file;
    }
}
