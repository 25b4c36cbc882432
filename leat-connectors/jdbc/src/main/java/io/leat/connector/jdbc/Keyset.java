// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The columns by which a table is polled, and the queries by them: rows come in their order, and a page begins behind the values of the
 * last row of the one before it.
 */
final class Keyset {
    private final List<Column> columns;
    private final List<String> names;

    Keyset(Table table, List<Column> columns) {
        this.columns = columns;
        this.names = columns.stream().map(table::quoted).toList();
    }

    /**
     * Returns the query for a page: what it asks for is set by {@link #set}.
     *
     * @param after whether it begins behind a row
     * @param upTo whether the first of the columns is limited
     */
    String query(String select, boolean after, boolean upTo, int rows) {
        List<String> conditions = new ArrayList<>();
        if (after) {
            conditions.add(behind());
        }
        if (upTo) {
            conditions.add(names.get(0) + " <= ?");
        }
        return select
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions))
                + " order by " + String.join(", ", names)
                + columns.get(0).dialect().limit(rows);
    }

    /** Of columns a, b: a is not before, and a is behind or b is; so that an index on a serves. */
    private String behind() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < names.size() - 1; i++) {
            sql.append('(')
                    .append(names.get(i))
                    .append(" >= ? and (")
                    .append(names.get(i))
                    .append(" > ? or ");
        }
        sql.append(names.get(names.size() - 1)).append(" > ?");
        return sql.append("))".repeat(names.size() - 1)).toString();
    }

    /** Sets the values that a query asks for. */
    void set(PreparedStatement statement, @Nullable List<Object> after, @Nullable Object upTo) throws SQLException {
        int index = 1;
        if (after != null) {
            for (int i = 0; i < after.size(); i++) {
                statement.setObject(index++, after.get(i));
                if (i < after.size() - 1) {
                    statement.setObject(index++, after.get(i));
                }
            }
        }
        if (upTo != null) {
            statement.setObject(index, upTo);
        }
    }

    /** Returns what the first of the columns is at most now, as a query. */
    String largest(Table table) {
        return "select max(" + names.get(0) + ") from " + table.sql();
    }

    Column first() {
        return columns.get(0);
    }

    /** Returns the values as a position: each with the letter of its class. */
    static Position position(List<Object> values) {
        return new Position(values.stream()
                .map(value -> letter(value) + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&")));
    }

    private static char letter(Object value) {
        if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof BigInteger) {
            return 'n';
        }
        if (value instanceof Number) {
            return value instanceof BigDecimal ? 'd' : 'f';
        }
        if (value instanceof OffsetDateTime) {
            return 'z';
        }
        if (value instanceof LocalDateTime) {
            return 'l';
        }
        if (value instanceof LocalDate) {
            return 'y';
        }
        return value instanceof LocalTime ? 't' : value instanceof UUID ? 'u' : 's';
    }

    /** Returns the values of a position. */
    static List<Object> values(Position position) {
        List<Object> values = new ArrayList<>();
        for (String part : position.text().split("&", -1)) {
            values.add(value(part.charAt(0), URLDecoder.decode(part.substring(1), StandardCharsets.UTF_8)));
        }
        return values;
    }

    private static Object value(char letter, String text) {
        return switch (letter) {
            case 'n' -> whole(new BigInteger(text));
            case 'd' -> new BigDecimal(text);
            case 'f' -> Double.parseDouble(text);
            case 'z' -> OffsetDateTime.parse(text);
            case 'l' -> LocalDateTime.parse(text);
            case 'y' -> LocalDate.parse(text);
            case 't' -> LocalTime.parse(text);
            case 'u' -> UUID.fromString(text);
            default -> text;
        };
    }

    private static Object whole(BigInteger number) {
        return number.bitLength() < Long.SIZE ? (Object) number.longValue() : new BigDecimal(number);
    }
}
