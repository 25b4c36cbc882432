// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table or query.
 *
 * @param name as the database has it
 * @param type one of {@link Types}
 * @param typeName what the database calls the type
 * @param dialect that of the database
 */
record Column(String name, int type, String typeName, Dialect dialect) {
    /** Returns the columns of a result. */
    static List<Column> of(ResultSetMetaData data, Dialect dialect) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            columns.add(new Column(
                    data.getColumnLabel(i), data.getColumnType(i), String.valueOf(data.getColumnTypeName(i)), dialect));
        }
        return columns;
    }

    /** Returns the column of a parameter of which nothing is known but its value. */
    static Column ofParameter(Dialect dialect) {
        return new Column("?", Types.NULL, "", dialect);
    }

    boolean isNumber() {
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> true;
            case Types.REAL, Types.FLOAT, Types.DOUBLE -> true;
            default ->
                dialect == Dialect.SQLITE && typeName.toUpperCase(Locale.ROOT).contains("INT");
        };
    }

    boolean isText() {
        return switch (type) {
            case Types.CHAR, Types.VARCHAR, Types.LONGVARCHAR, Types.CLOB -> true;
            case Types.NCHAR, Types.NVARCHAR, Types.LONGNVARCHAR, Types.NCLOB -> true;
            default -> false;
        };
    }

    /** Returns whether its times are local ones, which belong to no zone. */
    boolean isLocalTime() {
        return type == Types.TIMESTAMP && !isZoned();
    }

    private boolean isZoned() {
        String name = typeName.toLowerCase(Locale.ROOT);
        return type == Types.TIMESTAMP_WITH_TIMEZONE || name.equals("timestamptz") || name.endsWith("with time zone");
    }

    /** Returns the value in a row: a number, text, a Boolean, a java.time object, a UUID or bytes; null for none. */
    @Nullable
    Object get(ResultSet row, int index) throws SQLException {
        if (dialect == Dialect.SQLITE) {
            return row.getObject(index); // its values have types of their own
        }
        return switch (type) {
            case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE ->
                isZoned() ? row.getObject(index, OffsetDateTime.class) : row.getObject(index, LocalDateTime.class);
            case Types.DATE -> row.getObject(index, LocalDate.class);
            case Types.TIME -> row.getObject(index, LocalTime.class);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
                typeName.equalsIgnoreCase("uuid") ? plain(row, index) : row.getBytes(index);
            default -> plain(row, index);
        };
    }

    private static @Nullable Object plain(ResultSet row, int index) throws SQLException {
        Object value = row.getObject(index);
        return value == null
                        || value instanceof Number
                        || value instanceof String
                        || value instanceof Boolean
                        || value instanceof UUID
                ? value
                : row.getString(index);
    }
}
