// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.leat.connector.Result;
import io.leat.connector.SinkContext;
import io.leat.connector.Transactions;
import io.leat.connector.UnavailableException;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An open sink: one connection, one transaction for each epoch. */
final class JdbcTransactions<R> implements Transactions<R> {
    private final JdbcSink<R> sink;
    private final Database database;
    private final Marker marker;
    private final HikariDataSource pool;
    private @Nullable RowWrites writes; // null until the database was reached

    private JdbcTransactions(JdbcSink<R> sink, SinkContext context) {
        this.sink = sink;
        this.database = sink.database();
        this.marker = new Marker(context);
        this.pool = database.open(1);
    }

    /**
     * Opens a sink. A database that cannot be reached for now is waited for when something is asked of it.
     *
     * @throws IllegalArgumentException if table or columns are not there
     */
    static <R> JdbcTransactions<R> open(JdbcSink<R> sink, SinkContext context) throws Exception {
        JdbcTransactions<R> opened = new JdbcTransactions<>(sink, context);
        try {
            opened.inTransaction("cannot open " + sink.table(), (connection, writes) -> 0);
        } catch (UnavailableException e) {
            return opened;
        } catch (Exception e) {
            opened.close();
            throw e;
        }
        return opened;
    }

    @Override
    public long committed() throws Exception {
        return inTransaction("cannot read the marker", (connection, writes) -> marker.epoch(connection));
    }

    @Override
    public void commit(long epoch, Iterable<Result<R>> results) throws Exception {
        inTransaction("cannot write epoch " + epoch + " to table " + sink.table(), (connection, writes) -> {
            marker.advance(connection, epoch);
            writes.write(connection, results);
            return epoch;
        });
    }

    private interface Work {
        long run(Connection connection, RowWrites writes) throws SQLException;
    }

    private long inTransaction(String doing, Work work) throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false); // only now: SQLite takes its lock with it
            try {
                long result = work.run(connection, prepared(connection));
                connection.commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw database.failure(doing, e);
        }
    }

    private static void rollBack(Connection connection, Exception cause) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e); // the connection is gone, and its transaction with it
        }
    }

    private RowWrites prepared(Connection connection) throws SQLException {
        RowWrites ready = writes;
        if (ready == null) {
            try {
                ready = prepare(connection);
            } catch (SQLException e) {
                rollBack(connection, e);
                ready = prepare(connection); // another sink has made the same table or row meanwhile
            }
            writes = ready;
        }
        return ready;
    }

    private RowWrites prepare(Connection connection) throws SQLException {
        RowWrites prepared = sink.prepare(connection);
        marker.takeOver(connection, database.dialect());
        connection.commit();
        return prepared;
    }

    /** Closes the connection, which rolls back what is open. */
    @Override
    public void close() {
        pool.close();
    }
}
