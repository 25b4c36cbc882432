// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Databases. {@link io.leat.connector.jdbc.Jdbc} makes everything; {@link io.leat.connector.jdbc.JdbcSink} writes records as rows,
 * {@link io.leat.connector.jdbc.JdbcSource} reads a table that grows, {@link io.leat.connector.jdbc.JdbcLookup} asks for a row by its key.
 *
 * <p>Read them in this order: {@code Database} says where and how to connect, and which failures pass; {@code Dialect} where the
 * languages of databases differ; {@code Table} and {@code Column} what is there; {@code RowShape} and {@code ColumnType} how a
 * record becomes a row and a row a record. {@code JdbcTransactions} commits, with {@code Marker} and {@code RowWrites}; {@code
 * PollReader} polls, with {@code Pages} and {@code Keyset}.
 */
@NullMarked
package io.leat.connector.jdbc;

import org.jspecify.annotations.NullMarked;
