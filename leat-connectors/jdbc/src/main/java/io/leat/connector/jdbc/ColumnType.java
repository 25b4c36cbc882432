// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.jdbc;

import io.leat.connector.UnreadableException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.time.temporal.Temporal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The type of a record's component: how its values become values of a column, and the other way round. Nothing is guessed, nothing cut. */
final class ColumnType {
    private static final String KNOWN =
            "Known are text, numbers, booleans, java.time, enums, UUID, byte[], and Optional of these";

    /** All with nine digits, so that the order of the texts is the order of the times. */
    private static final DateTimeFormatter INSTANT =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter();

    private static final DateTimeFormatter LOCAL_TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSSSSS");
    private static final DateTimeFormatter LOCAL_DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS");

    private static final Map<Class<?>, Class<?>> PRIMITIVES = Map.of(
            Boolean.class, boolean.class,
            Byte.class, byte.class,
            Short.class, short.class,
            Integer.class, int.class,
            Long.class, long.class,
            Float.class, float.class,
            Double.class, double.class,
            Character.class, char.class);

    /** Readers of the types, from what {@link Column#get} returns. Null where a value is not one of them. */
    private static final Map<Class<?>, Function<Object, @Nullable Object>> READERS = Map.ofEntries(
            Map.entry(boolean.class, ColumnType::toBoolean),
            Map.entry(byte.class, value -> exact(value, BigDecimal::byteValueExact)),
            Map.entry(short.class, value -> exact(value, BigDecimal::shortValueExact)),
            Map.entry(int.class, value -> value instanceof Integer ? value : exact(value, BigDecimal::intValueExact)),
            Map.entry(long.class, value -> value instanceof Long ? value : exact(value, BigDecimal::longValueExact)),
            Map.entry(float.class, value -> value instanceof Number n ? n.floatValue() : null),
            Map.entry(double.class, value -> value instanceof Number n ? n.doubleValue() : null),
            Map.entry(char.class, value -> value instanceof String s && s.length() == 1 ? s.charAt(0) : null),
            Map.entry(
                    String.class, value -> value instanceof String || value instanceof UUID ? value.toString() : null),
            Map.entry(BigDecimal.class, value -> exact(value, number -> number)),
            Map.entry(BigInteger.class, value -> exact(value, BigDecimal::toBigIntegerExact)),
            Map.entry(UUID.class, value -> value instanceof UUID ? value : parsed(value, UUID::fromString)),
            Map.entry(Duration.class, value -> parsed(value, Duration::parse)),
            Map.entry(byte[].class, value -> value instanceof byte[] ? value : null),
            Map.entry(Instant.class, ColumnType::toInstant),
            Map.entry(OffsetDateTime.class, value -> atUtc(toInstant(value))),
            Map.entry(ZonedDateTime.class, value -> zoned(toInstant(value))),
            Map.entry(LocalDate.class, value -> value instanceof LocalDate ? value : parsed(value, LocalDate::parse)),
            Map.entry(LocalTime.class, value -> value instanceof LocalTime ? value : parsed(value, LocalTime::parse)),
            Map.entry(
                    LocalDateTime.class,
                    value -> value instanceof LocalDateTime ? value : parsed(value, LocalDateTime::parse)));

    private final Class<?> type;
    private final boolean optional;
    private final boolean primitive;
    private final Function<Object, @Nullable Object> reader;

    private ColumnType(Class<?> declared, boolean optional) {
        this.type = PRIMITIVES.getOrDefault(declared, declared);
        this.optional = optional;
        this.primitive = declared.isPrimitive();
        Function<Object, @Nullable Object> known = type.isEnum() ? value -> constant(type, value) : READERS.get(type);
        if (known == null) {
            throw new IllegalArgumentException(
                    "is a " + declared.getSimpleName() + ", which no column holds. " + KNOWN);
        }
        this.reader = known;
    }

    /**
     * Returns the type that a component is declared as.
     *
     * @throws IllegalArgumentException if no column can hold it; the message continues the component's name
     */
    static ColumnType of(Type declared) {
        if (declared instanceof Class<?> simple) {
            return new ColumnType(simple, false);
        }
        if (declared instanceof ParameterizedType generic
                && generic.getRawType() == Optional.class
                && generic.getActualTypeArguments()[0] instanceof Class<?> inner) {
            return new ColumnType(inner, true);
        }
        throw new IllegalArgumentException("is a " + declared.getTypeName() + ", which no column holds. " + KNOWN);
    }

    /** Returns the definition of a column that is made for it. */
    String definition(Dialect dialect) {
        return dialect.type(type.isEnum() ? Enum.class : type) + (primitive ? " not null" : "");
    }

    /** Returns what a column is given for a value; null for none. */
    static @Nullable Object toColumn(@Nullable Object value, Column column) {
        if (value instanceof Optional<?> maybe) {
            return toColumn(maybe.orElse(null), column);
        }
        if (value == null || value instanceof Long || value instanceof Integer) {
            return value;
        }
        if (value instanceof Number number) {
            return ofNumber(number, column);
        }
        if (value instanceof Boolean flag) {
            return column.isNumber() ? (Object) (flag ? 1 : 0) : flag;
        }
        if (value instanceof Temporal time) {
            return ofTime(column.dialect().keepsMicros() ? truncated(time) : time, column);
        }
        if (value instanceof UUID) {
            return column.isText() || column.dialect() == Dialect.SQLITE ? value.toString() : value;
        }
        return value instanceof Enum<?> constant ? constant.name() : value instanceof byte[] ? value : value.toString();
    }

    private static Object ofNumber(Number number, Column column) {
        boolean sqlite = column.dialect() == Dialect.SQLITE;
        if (number instanceof Byte || number instanceof Short) {
            return number.intValue();
        }
        if (number instanceof BigInteger integer) {
            return sqlite ? integer.toString() : new BigDecimal(integer);
        }
        if (number instanceof BigDecimal decimal) {
            return sqlite ? decimal.toPlainString() : decimal;
        }
        if (sqlite && Double.isNaN(number.doubleValue())) {
            throw new IllegalArgumentException("NaN for column '" + column.name()
                    + "', which SQLite would store as null: filter it, or make it an empty Optional");
        }
        return number;
    }

    private static Temporal truncated(Temporal time) {
        if (time instanceof Instant instant) {
            return instant.truncatedTo(ChronoUnit.MICROS);
        }
        if (time instanceof LocalDateTime local) {
            return local.truncatedTo(ChronoUnit.MICROS);
        }
        if (time instanceof OffsetDateTime offset) {
            return offset.truncatedTo(ChronoUnit.MICROS);
        }
        if (time instanceof ZonedDateTime zoned) {
            return zoned.truncatedTo(ChronoUnit.MICROS);
        }
        return time instanceof LocalTime local ? local.truncatedTo(ChronoUnit.MICROS) : time;
    }

    private static Object ofTime(Temporal time, Column column) {
        boolean text = column.isText() || column.dialect() == Dialect.SQLITE;
        if (time instanceof LocalDateTime local) {
            return text ? local.format(LOCAL_DATE_TIME) : local;
        }
        if (time instanceof LocalTime local) {
            return text ? local.format(LOCAL_TIME) : local;
        }
        if (time instanceof LocalDate) {
            return text ? time.toString() : time;
        }
        Instant instant = Instant.from(time);
        if (column.isNumber()) {
            return instant.toEpochMilli();
        }
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return text ? INSTANT.format(instant) : column.isLocalTime() ? utc.toLocalDateTime() : utc;
    }

    /**
     * Returns the value that a record gets.
     *
     * @param value what the column has, as of {@link Column#get}
     * @throws UnreadableException if it is none of this type
     */
    @Nullable
    Object ofColumn(@Nullable Object value, String column) throws UnreadableException {
        if (value == null) {
            if (primitive) {
                throw new UnreadableException("column '" + column + "' is null, which a " + type + " cannot be");
            }
            return optional ? Optional.empty() : null;
        }
        Object read;
        try {
            read = reader.apply(value);
        } catch (ArithmeticException | DateTimeException | IllegalArgumentException e) {
            throw refused(value, column, e);
        }
        if (read == null) {
            throw refused(value, column, null);
        }
        return optional ? Optional.of(read) : read;
    }

    private UnreadableException refused(Object value, String column, @Nullable Exception cause) {
        return new UnreadableException(
                "column '" + column + "' has the " + value.getClass().getSimpleName() + " '" + value + "', which is no "
                        + type.getSimpleName(),
                cause);
    }

    private static @Nullable Object toBoolean(Object value) {
        if (value instanceof Number number && (number.longValue() | 1) == 1) {
            return number.longValue() == 1; // where there are no booleans
        }
        return value instanceof Boolean ? value : null;
    }

    private static @Nullable Object exact(Object value, Function<BigDecimal, Object> as) {
        return value instanceof Number || value instanceof String ? as.apply(new BigDecimal(value.toString())) : null;
    }

    private static @Nullable Object parsed(Object value, Function<String, Object> as) {
        return value instanceof String text ? as.apply(text) : null;
    }

    private static @Nullable Instant toInstant(Object value) {
        if (value instanceof OffsetDateTime time) {
            return time.toInstant();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC);
        }
        if (value instanceof Long || value instanceof Integer) {
            return Instant.ofEpochMilli(((Number) value).longValue());
        }
        return value instanceof String text ? OffsetDateTime.parse(text).toInstant() : null;
    }

    private static @Nullable OffsetDateTime atUtc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable ZonedDateTime zoned(@Nullable Instant time) {
        return time == null ? null : time.atZone(ZoneOffset.UTC);
    }

    private static @Nullable Object constant(Class<?> type, Object value) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(value)) {
                return constant;
            }
        }
        return null;
    }
}
