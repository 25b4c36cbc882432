// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What can be read in a directory of results: what any reader sees, at any moment. */
record Outputs(Path directory) {
    /** Of a table, a file, or a part of it; not of one that is being written. */
    private static final Pattern NAME =
            Pattern.compile("(?<sink>.+?)(-[0-9]{6,})?\\.(?<kind>db|csv|csv\\.gz|jsonl|jsonl\\.gz)");

    /** Returns the rows of each sink: those of its table, or of its parts that are complete. */
    Map<String, Multiset> read() throws IOException, SQLException {
        Map<String, Multiset> all = new TreeMap<>();
        for (Path file : files()) {
            Matcher name = NAME.matcher(file.getFileName().toString());
            if (name.matches()) {
                Multiset rows = all.computeIfAbsent(name.group("sink"), sink -> new Multiset());
                if (name.group("kind").equals("db")) {
                    addTable(file, rows);
                } else {
                    addLines(file, name.group("kind").startsWith("csv"), rows);
                }
            }
        }
        return all;
    }

    private static void addLines(Path file, boolean hasHeader, Multiset rows) throws IOException {
        InputStream in = Files.newInputStream(file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in, StandardCharsets.UTF_8))) {
            reader.lines().skip(hasHeader ? 1 : 0).forEach(rows::add);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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

    private static void addTable(Path file, Multiset rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + "?busy_timeout=30000");
                Statement select = connection.createStatement();
                ResultSet tables = select.executeQuery("select 1 from sqlite_master where name = 'row'")) {
            if (!tables.next()) {
                return; // it was killed before it had made the table
            }
            try (Statement all = connection.createStatement();
                    ResultSet row = all.executeQuery("select text from row")) {
                while (row.next()) {
                    rows.add(row.getString(1));
                }
            }
        }
    }
}
