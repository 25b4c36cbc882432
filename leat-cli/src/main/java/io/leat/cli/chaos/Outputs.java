// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What can be read in a directory of results: what any reader sees, at any moment. */
record Outputs(Path directory) {
    private static final String ROWS = ".db";

    /** Returns the rows of each sink. */
    Map<String, Multiset> read() throws IOException, SQLException {
        Map<String, Multiset> all = new TreeMap<>();
        for (Path file : files()) {
            String name = file.getFileName().toString();
            if (name.endsWith(ROWS)) {
                all.put(name.substring(0, name.length() - ROWS.length()), rows(file));
            }
        }
        return all;
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Multiset rows(Path file) throws SQLException {
        Multiset rows = new Multiset();
        try (Connection connection = RowSink.connect(file);
                Statement select = connection.createStatement();
                ResultSet tables = select.executeQuery("select 1 from sqlite_master where name = 'row'")) {
            if (!tables.next()) {
                return rows; // it was killed before it had made the table
            }
            try (Statement all = connection.createStatement();
                    ResultSet row = all.executeQuery("select text from row")) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
        return rows;
    }
}
