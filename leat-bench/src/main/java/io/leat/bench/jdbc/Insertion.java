// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.jdbc;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.bench.work.Place;
import io.leat.connector.Source;
import io.leat.connector.jdbc.Jdbc;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;

/** The same rows into the same table, by a job with a directory and by JDBC alone, in batches and transactions of the same size. */
public final class Insertion {
    /** What is inserted. */
    public record Load(long id, String instance, Instant started, long calls, double avgMs) {}

    private static final int BATCH_SIZE = 1_000;
    private static final Duration EPOCHS = Duration.ofMillis(200); // some of them, while a run takes seconds

    private final String url;
    private final List<Load> rows;

    /**
     * Prepares an insertion of some rows.
     *
     * @param url the address of a database, in which the table {@code bench} is made anew
     */
    public Insertion(String url, int rows) {
        this.url = url;
        this.rows = IntStream.range(0, rows)
                .mapToObj(i ->
                        new Load(i, "ai-" + i % 6, Instant.ofEpochMilli(1_700_000_000_000L + i), i % 100, i * 0.25))
                .toList();
    }

    /** Makes the table anew, empty. */
    public void begin() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists bench");
            statement.execute("create table bench (id bigint primary key, instance varchar(20),"
                    + " started timestamp with time zone, calls bigint, avg_ms double precision)");
        }
    }

    /** Runs the job and returns its nanoseconds, from its start to its end. */
    public long leat(Path under) throws Exception {
        try (Place place = Place.under(under);
                Leat leat = Leat.open(place.path(), options -> options.epochs(EPOCHS))) {
            long start = System.nanoTime();
            leat.start(Pipeline.of(
                            "insertion",
                            p -> p.from("rows", Source.of(rows))
                                    .to(
                                            "bench",
                                            Jdbc.insert(url, "bench", Load.class)
                                                    .batchSize(BATCH_SIZE))))
                    .awaitCompletion();
            return System.nanoTime() - start;
        }
    }

    /** Returns the last epoch that the job has committed: no more transactions than that. */
    public long epochs() throws SQLException {
        return one("select epoch from leat_epochs where job = 'insertion'");
    }

    /** Inserts with JDBC and returns the nanoseconds, with those of connecting. */
    public long bare(long transactions) throws SQLException {
        long start = System.nanoTime();
        int perTransaction = (int) ((rows.size() + transactions - 1) / transactions);
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into bench (id, instance, started, calls, avg_ms) values (?, ?, ?, ?, ?)")) {
                for (int i = 0; i < rows.size(); i++) {
                    add(insert, rows.get(i));
                    boolean commits = (i + 1) % perTransaction == 0 || i + 1 == rows.size();
                    if (commits || (i + 1) % BATCH_SIZE == 0) {
                        insert.executeBatch();
                    }
                    if (commits) {
                        connection.commit();
                    }
                }
            }
        }
        return System.nanoTime() - start;
    }

    private static void add(PreparedStatement insert, Load row) throws SQLException {
        insert.setLong(1, row.id());
        insert.setString(2, row.instance());
        insert.setObject(3, row.started().atOffset(ZoneOffset.UTC));
        insert.setLong(4, row.calls());
        insert.setDouble(5, row.avgMs());
        insert.addBatch();
    }

    /** Returns whether each row is there once. */
    public boolean isComplete() throws SQLException {
        long n = rows.size();
        return one("select count(*) from bench") == n && one("select sum(id) from bench") == n * (n - 1) / 2;
    }

    private long one(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
