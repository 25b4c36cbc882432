// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What rows are read from or written to: a table or view that was looked up, or a query. Its names are those that the database has. */
final class Table {
    private static final int MAX_NAMED = 20;

    private final String shown;
    private final String sql;
    private final List<Column> columns;
    private final String mark;
    private final @Nullable Name name;

    private record Name(@Nullable String schema, String table) {}

    private Table(String shown, String sql, List<Column> columns, String mark, @Nullable Name name) {
        this.shown = shown;
        this.sql = sql;
        this.columns = columns;
        this.mark = mark;
        this.name = name;
    }

    /**
     * Looks a table up: one that is called exactly so, otherwise one whose name differs in upper and lower case only.
     *
     * @param wanted a table of the schema of the connection, or {@code schema.table}
     * @return null if there is none
     */
    static @Nullable Table find(Connection connection, Dialect dialect, String wanted) throws SQLException {
        for (Name name : candidates(connection, wanted)) {
            List<Name> all = tables(connection, name.schema());
            Name found = match(all, Name::table, name.table());
            if (found != null) {
                String mark = mark(connection);
                String sql = (found.schema() == null ? "" : quoted(found.schema(), mark) + ".")
                        + quoted(found.table(), mark);
                return new Table("table " + found.table(), sql, columns(connection, dialect, sql), mark, found);
            }
        }
        return null;
    }

    /** As {@link #find}, but throws with a message that names what is there. */
    static Table of(Connection connection, Database database, String wanted) throws SQLException {
        Table table = find(connection, database.dialect(), wanted);
        if (table == null) {
            String schema = connection.getSchema();
            List<String> there = tables(connection, schema).stream()
                    .map(Name::table)
                    .sorted()
                    .toList();
            throw new IllegalArgumentException(database + " has no table '" + wanted + "'"
                    + (schema == null ? "" : " in schema " + schema) + "; it has " + listed(there));
        }
        return table;
    }

    /** Returns what a query gives. */
    static Table ofQuery(Connection connection, Dialect dialect, String query) throws SQLException {
        String sql = "(" + query + ") leat_rows";
        return new Table("the query", sql, columns(connection, dialect, sql), mark(connection), null);
    }

    /** Returns the columns of a query, to look them up. */
    static Table ofColumns(List<Column> columns) {
        return new Table("the query", "", columns, "", null);
    }

    /**
     * Makes a table. Names of lower case letters are given the case that the database gives them when they are not quoted.
     *
     * @param types the types of columns by their names
     */
    static void create(Connection connection, String wanted, Map<String, String> types, List<String> key)
            throws SQLException {
        String mark = mark(connection);
        boolean upper = connection.getMetaData().storesUpperCaseIdentifiers();
        Function<String, String> made =
                name -> quoted(upper && isPlain(name) ? name.toUpperCase(Locale.ROOT) : name, mark);
        String columns = types.entrySet().stream()
                .map(column -> made.apply(column.getKey()) + " " + column.getValue())
                .collect(Collectors.joining(", "));
        List<Name> names = candidates(connection, wanted);
        Name name = names.get(names.size() - 1);
        String primary =
                key.isEmpty() ? "" : key.stream().map(made).collect(Collectors.joining(", ", ", primary key (", ")"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("create table "
                    + (name.schema() == null ? "" : quoted(name.schema(), mark) + ".") + made.apply(name.table()) + " ("
                    + columns + primary + ")");
        }
    }

    private static boolean isPlain(String name) {
        return name.matches("[a-z][a-z0-9_]*");
    }

    /** The whole name in the connection's schema, then what stands before the first dot taken for a schema. */
    private static List<Name> candidates(Connection connection, String wanted) throws SQLException {
        List<Name> names = new ArrayList<>(List.of(new Name(connection.getSchema(), wanted)));
        int dot = wanted.indexOf('.');
        if (dot > 0 && wanted.matches("[\\w.]+")) {
            names.add(new Name(wanted.substring(0, dot), wanted.substring(dot + 1)));
        }
        return names;
    }

    private static List<Name> tables(Connection connection, @Nullable String schema) throws SQLException {
        List<Name> names = new ArrayList<>();
        try (ResultSet rows = connection.getMetaData().getTables(connection.getCatalog(), null, "%", null)) {
            while (rows.next()) {
                String in = rows.getString("TABLE_SCHEM");
                String type = String.valueOf(rows.getString("TABLE_TYPE"));
                boolean kind = type.contains("TABLE") || type.contains("VIEW");
                if (kind && !type.startsWith("SYSTEM") && (schema == null || schema.equalsIgnoreCase(in))) {
                    names.add(new Name(schema == null ? null : in, rows.getString("TABLE_NAME")));
                }
            }
        }
        return names;
    }

    private static List<Column> columns(Connection connection, Dialect dialect, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("select * from " + sql + " where 1 = 0")) {
            return Column.of(none.getMetaData(), dialect);
        }
    }

    private static String mark(Connection connection) throws SQLException {
        String mark = connection.getMetaData().getIdentifierQuoteString();
        if (mark == null || mark.isBlank()) {
            throw new IllegalArgumentException(
                    "the database does not say how it quotes names, so that they cannot be used safely");
        }
        return mark;
    }

    private static String quoted(String name, String mark) {
        return mark + name.replace(mark, mark + mark) + mark;
    }

    private static <N> @Nullable N match(Collection<N> names, Function<N, String> text, String wanted) {
        N found = null;
        for (N name : names) {
            if (text.apply(name).equals(wanted)) {
                return name;
            }
            found = text.apply(name).equalsIgnoreCase(wanted) ? name : found;
        }
        return found;
    }

    /** Returns a column by its name, otherwise one whose name differs in upper and lower case only; null if there is none. */
    @Nullable
    Column column(String wanted) {
        return match(columns, Column::name, wanted);
    }

    /** Returns that there is no such column, and which there are. */
    IllegalArgumentException missing(String column, String wantedFor, String cure) {
        return new IllegalArgumentException(this + " has no column '" + column + "'" + wantedFor + "; it has "
                + listed(columns.stream().map(Column::name).toList()) + cure);
    }

    /** Returns a list of names for a message, cut off where it gets long. */
    private static String listed(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().limit(MAX_NAMED).collect(Collectors.joining(", "))
                        + (names.size() > MAX_NAMED ? " and " + (names.size() - MAX_NAMED) + " more" : "");
    }

    List<Column> columns() {
        return columns;
    }

    String quoted(Column column) {
        return quoted(column.name(), mark);
    }

    /** Returns what stands behind {@code from}, {@code into} or {@code update}. */
    String sql() {
        return sql;
    }

    /** Returns the names of the columns of the primary key, in its order; empty if there is none. */
    List<String> primaryKey(Connection connection) throws SQLException {
        Map<Integer, String> key = new TreeMap<>();
        Name table = Objects.requireNonNull(name);
        try (ResultSet rows =
                connection.getMetaData().getPrimaryKeys(connection.getCatalog(), table.schema(), table.table())) {
            while (rows.next()) {
                key.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
            }
        }
        return List.copyOf(key.values());
    }

    /** Returns the sets of columns over which there is a unique index. */
    Collection<Set<String>> uniqueIndexes(Connection connection) throws SQLException {
        Map<String, Set<String>> indexes = new LinkedHashMap<>();
        Name table = Objects.requireNonNull(name);
        DatabaseMetaData data = connection.getMetaData();
        try (ResultSet rows = data.getIndexInfo(connection.getCatalog(), table.schema(), table.table(), true, true)) {
            while (rows.next()) {
                String column = rows.getString("COLUMN_NAME");
                if (column != null) {
                    indexes.computeIfAbsent(String.valueOf(rows.getString("INDEX_NAME")), i -> new TreeSet<>())
                            .add(column);
                }
            }
        }
        return indexes.values();
    }

    @Override
    public String toString() {
        return shown;
    }
}
