// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.servers.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The databases that are tested, and SQL beside the connector. */
enum TestDatabase {
    POSTGRES,
    H2_FILE,
    H2_MEMORY,
    SQLITE,
    DUCKDB;

    private static final AtomicInteger NAMES = new AtomicInteger();

    /** One server for all tests of this JVM. */
    private static final class Server {
        static final PostgresServer RUNNING = start();

        private static PostgresServer start() {
            try {
                return PostgresServer.start(Files.createTempDirectory("leat-postgres"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static PostgresServer postgres() {
        return Server.RUNNING;
    }

    /** Returns the address of a database, or a schema, that is empty. */
    String empty(Path dir) throws SQLException {
        String name = "t" + NAMES.incrementAndGet();
        return switch (this) {
            case POSTGRES -> {
                execute(postgres().url(), "create schema " + name);
                yield postgres().url() + "&currentSchema=" + name;
            }
            case H2_FILE -> "jdbc:h2:" + dir.resolve(name);
            case H2_MEMORY -> "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
            case SQLITE -> "jdbc:sqlite:" + dir.resolve(name);
            case DUCKDB -> "jdbc:duckdb:" + dir.resolve(name);
        };
    }

    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Returns the rows of a query: their values as text, with a blank between. */
    static List<String> rows(String url, String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.add(row.getString(i));
                }
                rows.add(String.join(" ", values));
            }
        }
        return rows;
    }
}
