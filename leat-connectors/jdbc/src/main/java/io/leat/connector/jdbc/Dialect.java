// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What is different from database to database: how to insert or replace, types, options, and which failures pass. */
enum Dialect {
    /** PostgreSQL. A text goes to a column of any type, such as an enum's or jsonb, if that can read it. */
    POSTGRES("jdbc:postgresql:", Map.of("stringtype", "unspecified")),

    /** H2, in a file, in memory or as a server. */
    H2("jdbc:h2:", Map.of()),

    /** SQLite: waits while another connection writes, begins to write at once, and forgets nothing that was committed. */
    SQLITE("jdbc:sqlite:", Map.of("busy_timeout", "10000", "transaction_mode", "IMMEDIATE", "synchronous", "EXTRA")),

    /** DuckDB. */
    DUCKDB("jdbc:duckdb:", Map.of()),

    /** Any other: what standard SQL can do. */
    GENERIC("", Map.of());

    private static final Map<Class<?>, String> TYPES = Map.ofEntries(
            Map.entry(boolean.class, "boolean"),
            Map.entry(byte.class, "smallint"),
            Map.entry(short.class, "smallint"),
            Map.entry(int.class, "integer"),
            Map.entry(long.class, "bigint"),
            Map.entry(float.class, "real"),
            Map.entry(double.class, "double precision"),
            Map.entry(char.class, "varchar"),
            Map.entry(String.class, "varchar"),
            Map.entry(Enum.class, "varchar"),
            Map.entry(Duration.class, "varchar"),
            Map.entry(BigDecimal.class, "numeric"),
            Map.entry(BigInteger.class, "numeric"),
            Map.entry(UUID.class, "uuid"),
            Map.entry(Instant.class, "timestamp with time zone"),
            Map.entry(OffsetDateTime.class, "timestamp with time zone"),
            Map.entry(ZonedDateTime.class, "timestamp with time zone"),
            Map.entry(LocalDateTime.class, "timestamp"),
            Map.entry(LocalDate.class, "date"),
            Map.entry(LocalTime.class, "time"),
            Map.entry(byte[].class, "bytea"));
    private static final Map<String, String> H2_TYPES = Map.of(
            "numeric", "decfloat(1000)", // its numeric has no digits behind the point
            "timestamp with time zone", "timestamp(9) with time zone",
            "timestamp", "timestamp(9)",
            "time", "time(9)",
            "bytea", "varbinary");
    private static final Map<String, String> SQLITE_TYPES = Map.of(
            "boolean", "integer",
            "numeric", "text", // its numeric is a double
            "uuid", "text",
            "timestamp with time zone", "text",
            "timestamp", "text",
            "date", "text",
            "time", "text",
            "bytea", "blob");
    private static final Map<String, String> DUCKDB_TYPES = Map.of("numeric", "decimal(38, 18)", "bytea", "blob");

    /** States of failures that pass: no connection, shutting down or starting, too many connections. */
    private static final Set<String> PASSING = Set.of("57P01", "57P02", "57P03", "53300");

    /** H2: the database is closed, the connection is broken, another process has the file. */
    private static final Set<Integer> H2_PASSING = Set.of(90067, 90098, 90121, 90020);

    private static final int SQLITE_BUSY = 5;

    private final String prefix;

    @SuppressWarnings("ImmutableEnumChecker") // they are made by Map.of
    private final Map<String, String> properties;

    Dialect(String prefix, Map<String, String> properties) {
        this.prefix = prefix;
        this.properties = properties;
    }

    /** Returns the dialect of the database at an address. */
    static Dialect of(String url) {
        for (Dialect dialect : values()) {
            if (url.startsWith(dialect.prefix)) {
                return dialect;
            }
        }
        return GENERIC;
    }

    /** Returns what the driver is told unless the user says otherwise. */
    Map<String, String> properties() {
        return properties;
    }

    /** Returns whether times have no more than six digits behind the second. */
    boolean keepsMicros() {
        return this == POSTGRES || this == DUCKDB;
    }

    /**
     * Returns the type of a column that is made for a component.
     *
     * @param component a class that {@link ColumnType} knows; of enums {@code Enum}
     */
    String type(Class<?> component) {
        String standard = TYPES.getOrDefault(component, "varchar");
        return switch (this) {
            case H2 -> H2_TYPES.getOrDefault(standard, standard);
            case SQLITE -> SQLITE_TYPES.getOrDefault(standard, standard);
            case DUCKDB -> component == BigInteger.class ? "hugeint" : DUCKDB_TYPES.getOrDefault(standard, standard);
            default -> standard;
        };
    }

    /**
     * Returns the statement that inserts a row or replaces the one with its key, with a question mark for each column.
     *
     * @param table quoted, as are the columns
     * @param key some of the columns
     * @throws IllegalArgumentException if the dialect is not known
     */
    String upsert(String table, List<String> columns, List<String> key) {
        if (this == GENERIC) {
            throw new IllegalArgumentException(
                    "how to insert or replace a row differs from database to database, and is known"
                            + " for PostgreSQL, H2, SQLite and DuckDB: use insert for this one");
        }
        String names = String.join(", ", columns);
        if (this == H2) {
            return "merge into " + table + " (" + names + ") key (" + String.join(", ", key) + ") values ("
                    + marks(columns.size()) + ")";
        }
        String others = columns.stream()
                .filter(column -> !key.contains(column))
                .map(column -> column + " = excluded." + column)
                .collect(Collectors.joining(", "));
        return insert(table, columns) + " on conflict (" + String.join(", ", key) + ") do "
                + (others.isEmpty() ? "nothing" : "update set " + others);
    }

    /** Returns the statement that inserts a row, with a question mark for each column. */
    static String insert(String table, List<String> columns) {
        return "insert into " + table + " (" + String.join(", ", columns) + ") values (" + marks(columns.size()) + ")";
    }

    private static String marks(int number) {
        return String.join(", ", Collections.nCopies(number, "?"));
    }

    /** Returns the end of a query that gives at most some rows; empty where that is not known. */
    String limit(int rows) {
        return this == GENERIC ? "" : " limit " + rows;
    }

    /** Returns whether a failure is one of the connection, so that the same may succeed when the database is back. */
    boolean passes(SQLException e) {
        SQLException first = e; // the pool wraps why it could not connect
        for (Throwable t = e.getCause(); t != null; t = t.getCause()) {
            first = t instanceof SQLException cause ? cause : first;
        }
        String state = first.getSQLState();
        if (ofItsOwn(first.getErrorCode())) {
            return true;
        }
        return state == null
                ? first instanceof SQLTransientConnectionException || first instanceof SQLRecoverableException
                : state.startsWith("08") || PASSING.contains(state);
    }

    private boolean ofItsOwn(int code) {
        return (this == H2 && H2_PASSING.contains(code)) || (this == SQLITE && (code & 0xff) == SQLITE_BUSY);
    }
}
