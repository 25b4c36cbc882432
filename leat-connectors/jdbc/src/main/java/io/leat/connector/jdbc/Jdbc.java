// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.jdbc.RowWrites.Mode;
import io.leat.window.Change;

/**
 * Sinks, sources and lookups over databases. The driver is the program's: its jar on the class path is enough. PostgreSQL, H2, SQLite and
 * DuckDB are known by their addresses; with others, {@link #insert}, {@link #delete}, {@link #poll} and {@link #lookup} work.
 *
 * <p>A table is that of a name in the schema of the connection, or {@code schema.table}. Names are quoted; where there is none that is
 * written exactly so, one in other upper or lower case is taken.
 */
public final class Jdbc {
    private Jdbc() {}

    /**
     * Returns a sink that inserts a row for each result.
     *
     * @param url the address, such as {@code jdbc:postgresql://127.0.0.1/fleet}
     * @param type a record with a component for each column that is written
     * @throws IllegalArgumentException if the address is not one of JDBC, or {@code type} is not a record, or has a component that no column holds
     */
    public static <T> JdbcSink<T> insert(String url, String table, Class<T> type) {
        return new JdbcSink<>(url, table, Mode.INSERT, type);
    }

    /**
     * Returns a sink that inserts a row for each result, or replaces the one with its {@linkplain JdbcSink#key key}.
     *
     * @throws IllegalArgumentException as with {@link #insert}, and for a database of which it is not known how it does that
     */
    public static <T> JdbcSink<T> upsert(String url, String table, Class<T> type) {
        return new JdbcSink<>(url, table, Mode.UPSERT, type);
    }

    /**
     * Returns a sink that deletes the row with the {@linkplain JdbcSink#key key} of each result, if it is there.
     *
     * @throws IllegalArgumentException as with {@link #insert}
     */
    public static <T> JdbcSink<T> delete(String url, String table, Class<T> type) {
        return new JdbcSink<>(url, table, Mode.DELETE, type);
    }

    /**
     * Returns a sink for what {@code asChangelog()} gives, so that the table has the results that are valid: one that is given is inserted, or
     * replaces the row with its {@linkplain JdbcSink#key key}; that of one that is taken back is deleted.
     *
     * @throws IllegalArgumentException as with {@link #upsert}
     */
    public static <T> JdbcSink<Change<T>> changes(String url, String table, Class<T> type) {
        return new JdbcSink<>(url, table, Mode.CHANGES, type);
    }

    /**
     * Returns a source of the rows of a table, which are only added; {@link JdbcSource#by} must follow.
     *
     * @param type a record with a component for each column that is read, or {@code Event}: that has all columns in its data; its id, key
     *     and time are those of the columns {@code id}, {@code key} and {@code timestamp}, if there are such
     * @throws IllegalArgumentException as with {@link #insert}
     */
    public static <T> JdbcSource<T> poll(String url, String table, Class<T> type) {
        return new JdbcSource<>(url, table, false, type);
    }

    /**
     * Returns a source of the rows of a query, as {@link #poll} does of those of a table.
     *
     * @param query {@code select …} without parameters; it becomes a part of those that are made for pages
     */
    public static <T> JdbcSource<T> pollQuery(String url, String query, Class<T> type) {
        return new JdbcSource<>(url, query, true, type);
    }

    /**
     * Returns a function that answers with the row of a table whose {@code keyColumn} is equal to a key.
     *
     * @throws IllegalArgumentException as with {@link #insert}
     */
    public static <K, T> JdbcLookup<K, T> lookup(String url, String table, String keyColumn, Class<T> type) {
        return JdbcLookup.of(url, table, keyColumn, type);
    }

    /**
     * Returns a function that answers with the row that a query gives for a key.
     *
     * @param query {@code select …} with one question mark, for the key
     */
    public static <K, T> JdbcLookup<K, T> lookupQuery(String url, String query, Class<T> type) {
        return JdbcLookup.of(url, query, null, type);
    }
}
