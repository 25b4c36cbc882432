// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.examples.exactlyonce;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.testkit.connector.Check;
import io.leat.testkit.connector.Sample;
import io.leat.testkit.connector.SinkContract;
import io.leat.testkit.connector.SinkTarget;
import io.leat.testkit.connector.SourceContract;
import io.leat.testkit.connector.SourceTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The connectors of this package keep the contract of connectors. */
@Timeout(120)
class ContractsTest {
    private static final String CREATE = "create table if not exists samples"
            + " (id integer primary key autoincrement, number integer, key text, text text, time text)";
    private static final String INSERT = "insert into samples (number, key, text, time) values (?, ?, ?, ?)";
    private static final String SELECT =
            "select id, number, key, text, time from samples where id > ? order by id limit ?";

    @TempDir
    Path dir;

    private final AtomicInteger databases = new AtomicInteger();

    @TestFactory
    Stream<DynamicTest> rows() {
        return tests(SourceContract.of(() -> new Rows(database())));
    }

    @TestFactory
    Stream<DynamicTest> table() {
        return tests(SinkContract.of(() -> new Table(database(), false)));
    }

    @TestFactory
    Stream<DynamicTest> upsert() {
        return tests(SinkContract.of(() -> new Table(database(), true)));
    }

    private static Stream<DynamicTest> tests(List<Check> checks) {
        return checks.stream().map(check -> DynamicTest.dynamicTest(check.name(), check::run));
    }

    private Path database() {
        return dir.resolve("samples-" + databases.incrementAndGet() + ".db");
    }

    private static void set(PreparedStatement row, Sample sample) throws SQLException {
        row.setLong(1, sample.number());
        row.setString(2, sample.key());
        row.setString(3, sample.text());
        row.setString(4, sample.time().toString());
    }

    private static Sample sample(ResultSet row) throws SQLException {
        return new Sample(
                row.getLong("number"),
                row.getString("key"),
                row.getString("text"),
                Instant.parse(row.getString("time")));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static final class Rows implements SourceTarget {
        private final Path database;
        private final Connection connection;

        Rows(Path database) throws SQLException {
            this.database = database;
            this.connection = SqliteTable.connection(database);
            execute(connection, CREATE);
        }

        @Override
        public Source<Sample> source() {
            return new SqliteRows<>(database, SELECT, Sample.class, ContractsTest::sample);
        }

        @Override
        public void put(List<Sample> samples) throws SQLException {
            execute(connection, "begin");
            try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (Sample sample : samples) {
                    set(insert, sample);
                    insert.executeUpdate();
                }
            }
            execute(connection, "commit");
        }

        @Override
        public boolean putUnreadable() throws SQLException {
            execute(connection, "insert into samples (number, key, text, time) values (1, 'a', 'b', 'noon')");
            return true;
        }

        @Override
        public boolean disconnect() throws SQLException {
            execute(connection, "begin exclusive");
            return true;
        }

        @Override
        public void reconnect() throws SQLException {
            execute(connection, "commit");
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

    private record Table(Path database, boolean upserts) implements SinkTarget {
        private static final String BY_KEY =
                "create table if not exists samples" + " (number integer primary key, key text, text text, time text)";

        @Override
        public Sink<Sample> sink() {
            return upserts
                    ? new SqliteUpsert<>(
                            database,
                            BY_KEY,
                            INSERT + " on conflict do update set text = excluded.text",
                            ContractsTest::set)
                    : new SqliteTable<>(database, CREATE, INSERT, ContractsTest::set);
        }

        @Override
        public List<Sample> contents() throws SQLException {
            List<Sample> samples = new ArrayList<>();
            try (Connection connection = SqliteTable.connection(database);
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select * from samples order by 1")) {
                while (rows.next()) {
                    samples.add(sample(rows));
                }
            }
            return samples;
        }
    }
}
