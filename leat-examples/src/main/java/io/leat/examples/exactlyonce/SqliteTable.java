// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.TransactionalSink;
import io.leat.connector.Transactions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** A sink into a table of a SQLite database, which has each result once: a transaction brings the results of an epoch and its number. */
public final class SqliteTable<T> extends TransactionalSink<T> {
    private final Path database;
    private final String create;
    private final String insert;
    private final Columns<T> columns;

    /** Sets the parameters of an insertion. */
    public interface Columns<T> {
        void set(PreparedStatement row, T value) throws SQLException;
    }

    /**
     * Makes a sink.
     *
     * @param create makes the table if it is not there
     * @param insert inserts a row, with a question mark for each value
     */
    public SqliteTable(Path database, String create, String insert, Columns<T> columns) {
        this.database = database;
        this.create = create;
        this.insert = insert;
        this.columns = columns;
    }

    @Override
    public Transactions<T> connect(SinkContext context) throws SQLException {
        Connection connection = connection(database);
        try {
            return new Open(connection, context);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens the database, so that it waits up to ten seconds while another connection writes. */
    static Connection connection(Path database) throws SQLException {
        Properties options = new Properties();
        options.setProperty("busy_timeout", "10000");
        options.setProperty("synchronous", "EXTRA"); // with FULL a power failure may take back the last transaction
        return DriverManager.getConnection("jdbc:sqlite:" + database, options);
    }

    @Override
    public String toString() {
        return "sqlite " + database;
    }

    private final class Open implements Transactions<T> {
        private final Connection connection;
        private final SinkContext context;

        Open(Connection connection, SinkContext context) throws SQLException {
            this.connection = connection;
            this.context = context;
            execute(create);
            execute("create table if not exists leat_epochs"
                    + " (job text, step text, run text, epoch integer, primary key (job, step))");
            inTransaction(this::takeOver);
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Does it all or nothing; first waits for a transaction of another process to end. */
        private void inTransaction(Work work) throws SQLException {
            execute("begin immediate");
            try {
                work.run();
                execute("commit");
            } catch (SQLException | RuntimeException e) {
                rollback(e);
                throw e;
            }
        }

        private void rollback(Exception cause) {
            try {
                execute("rollback");
            } catch (SQLException e) {
                cause.addSuppressed(e); // the database has done it on its own
            }
        }

        private void takeOver() throws SQLException {
            String sql = """
                    insert into leat_epochs values (?, ?, ?, 0)
                    on conflict do update set run = excluded.run, epoch = 0 where run <> excluded.run""";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                setMarker(insert, 1).executeUpdate();
            }
        }

        private PreparedStatement setMarker(PreparedStatement statement, int first) throws SQLException {
            statement.setString(first, context.job());
            statement.setString(first + 1, context.step());
            statement.setString(first + 2, context.run());
            return statement;
        }

        @Override
        public long committed() throws SQLException {
            String sql = "select epoch from leat_epochs where job = ? and step = ? and run = ?";
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = setMarker(select, 1).executeQuery()) {
                return row.next() ? row.getLong("epoch") : 0;
            }
        }

        @Override
        public void commit(long epoch, Iterable<Result<T>> results) throws SQLException {
            inTransaction(() -> {
                advance(epoch);
                insert(results);
            });
        }

        /** Moves the marker on, unless somebody else has. */
        private void advance(long epoch) throws SQLException {
            String sql = "update leat_epochs set epoch = ? where job = ? and step = ? and run = ? and epoch < ?";
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                update.setLong(1, epoch);
                setMarker(update, 2).setLong(5, epoch);
                if (update.executeUpdate() == 0) {
                    throw new SQLException("epoch " + epoch + " of job '" + context.job() + "', step '" + context.step()
                            + "', is in " + database + " already, or another process has taken the job over");
                }
            }
        }

        private void insert(Iterable<Result<T>> results) throws SQLException {
            try (PreparedStatement row = connection.prepareStatement(insert)) {
                for (Result<T> result : results) {
                    columns.set(row, result.value());
                    row.executeUpdate();
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close(); // rolls back what is open
        }
    }

    private interface Work {
        void run() throws SQLException;
    }
}
