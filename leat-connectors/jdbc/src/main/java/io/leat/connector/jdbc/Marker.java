// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.SinkContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * The row of a sink in the table {@code leat_epochs}: the last epoch that was committed, and the process that may commit the next. Whoever
 * opens the sink takes the row over; from then on the one before changes nothing any more.
 */
final class Marker {
    private static final String TABLE = "leat_epochs";
    private static final String MINE = " where job = ? and step = ? and run = ? and owner = ?";

    private final SinkContext context;
    private final String owner = UUID.randomUUID().toString();

    Marker(SinkContext context) {
        this.context = context;
    }

    /** Makes the table if it is not there, and takes the row over, waiting for a transaction of the one before to end. */
    void takeOver(Connection connection, Dialect dialect) throws SQLException {
        if (Table.find(connection, dialect, TABLE) == null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("create table " + TABLE + " (job varchar(255) not null, step varchar(255) not null,"
                        + " run varchar(255) not null, epoch bigint not null, owner varchar(255) not null,"
                        + " primary key (job, step))");
            }
        }
        String sql = "update " + TABLE + " set epoch = case when run = ? then epoch else 0 end, run = ?, owner = ?"
                + " where job = ? and step = ?";
        if (execute(connection, sql, context.run(), context.run(), owner, context.job(), context.step()) == 0) {
            execute(
                    connection,
                    "insert into " + TABLE + " (run, owner, job, step, epoch) values (?, ?, ?, ?, 0)",
                    context.run(),
                    owner,
                    context.job(),
                    context.step());
        }
    }

    /** Returns the last committed epoch; 0 if there is none or the row is another's. */
    long epoch(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select epoch from " + TABLE + MINE)) {
            set(select, 1, context.job(), context.step(), context.run(), owner);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /**
     * Moves the marker on. First in a transaction: whoever takes the row over then waits for its end.
     *
     * @throws IllegalStateException if the epoch is there already, or the row is another's
     */
    void advance(Connection connection, long epoch) throws SQLException {
        String sql = "update " + TABLE + " set epoch = ?" + MINE + " and epoch < ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, epoch);
            set(update, 2, context.job(), context.step(), context.run(), owner);
            update.setLong(6, epoch);
            if (update.executeUpdate() == 0) {
                throw new IllegalStateException("epoch " + epoch + " of job '" + context.job() + "', step '"
                        + context.step() + "', is in the database already, or another process has taken the job over");
            }
        }
    }

    private static int execute(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, 1, values);
            return statement.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, int first, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(first + i, values[i]);
        }
    }
}
