// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.value;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns one free value into what a record component is declared as, where that loses nothing and is not a guess: numbers
 * exactly; text to enums, times, UUIDs and URIs; scalars to text; maps to records; lists, sets, maps and optionals by
 * element. A number is never taken for a time, nor text for a number.
 *
 * @param field the name of the value, for messages
 * @param owner what it belongs to, for messages
 * @param record the class that is being made, for messages
 */
record Conversion(String field, String owner, String record) {
    private static final Map<Class<?>, Function<String, ?>> FROM_TEXT = Map.of(
            Instant.class, text -> OffsetDateTime.parse(text).toInstant(),
            Duration.class, Duration::parse,
            LocalDate.class, LocalDate::parse,
            LocalTime.class, LocalTime::parse,
            LocalDateTime.class, LocalDateTime::parse,
            OffsetDateTime.class, OffsetDateTime::parse,
            ZonedDateTime.class, ZonedDateTime::parse,
            UUID.class, UUID::fromString,
            URI.class, URI::create);

    /** Returns the value as a type. */
    @Nullable
    Object to(Type type, @Nullable Object value) {
        if (type instanceof Class<?> target) {
            return toClass(target, value);
        }
        if (type instanceof ParameterizedType generic) {
            return toGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), value);
        }
        if (type instanceof WildcardType wildcard) {
            return to(wildcard.getUpperBounds()[0], value);
        }
        if (type instanceof GenericArrayType && value == null) {
            return null;
        }
        throw refuse(value, type.getTypeName(), null);
    }

    private @Nullable Object toClass(Class<?> target, @Nullable Object value) {
        if (value == null) {
            return ofNothing(target);
        }
        if (target.isInstance(value)) {
            return value;
        }
        Object converted =
                target.isRecord() && value instanceof Map<?, ?> map ? nested(target, map) : scalar(target, value);
        if (converted == null) {
            throw refuse(value, target.getSimpleName(), null);
        }
        return converted;
    }

    private @Nullable Object ofNothing(Class<?> target) {
        if (target.isPrimitive()) {
            throw new IllegalArgumentException("field '" + field + "' of " + owner + " is missing or null, but "
                    + record + " has a " + target + " there, which cannot be null: give it a value, or make it "
                    + "a class such as Long");
        }
        return null;
    }

    private Object nested(Class<?> target, Map<?, ?> map) {
        return RecordMaker.of(target).make(map::get, owner, field + ".");
    }

    /** Returns null where there is no way. */
    private @Nullable Object scalar(Class<?> target, Object value) {
        if (value instanceof Number number) {
            return number(target, number);
        }
        if (target == boolean.class && value instanceof Boolean) {
            return value;
        }
        if (target == char.class && value instanceof Character) {
            return value;
        }
        if (target == String.class
                && (value instanceof Boolean || value instanceof Character || value instanceof Enum)) {
            return value.toString();
        }
        return value instanceof CharSequence text ? text(target, text.toString()) : null;
    }

    private @Nullable Object text(Class<?> target, String text) {
        if (target == String.class) {
            return text;
        }
        if (target == char.class || target == Character.class) {
            return text.length() == 1 ? text.charAt(0) : null;
        }
        if (target.isEnum()) {
            return constant(target, text);
        }
        Function<String, ?> parser = FROM_TEXT.get(target);
        try {
            return parser == null ? null : parser.apply(text);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw refuse(text, target.getSimpleName(), e);
        }
    }

    private Object constant(Class<?> target, String name) {
        for (Object constant : target.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw refuse(name, "one of " + List.of(target.getEnumConstants()), null);
    }

    private @Nullable Object number(Class<?> target, Number number) {
        if (target == String.class) {
            return number.toString();
        }
        boolean finite = !Numbers.isFloating(number) || Double.isFinite(number.doubleValue());
        if (!finite
                && target != double.class
                && target != Double.class
                && target != float.class
                && target != Float.class) {
            throw refuse(number, target.getSimpleName(), null);
        }
        try {
            return exactly(target, number, finite);
        } catch (ArithmeticException e) {
            throw refuse(number, target.getSimpleName(), e);
        }
    }

    private static @Nullable Object exactly(Class<?> target, Number number, boolean finite) {
        if (target == double.class || target == Double.class) {
            return finite ? toDouble(number) : (Object) number.doubleValue();
        }
        if (target == float.class || target == Float.class) {
            return finite ? toFloat(number) : (Object) number.floatValue();
        }
        BigDecimal exact = Numbers.exact(number);
        if (target == long.class || target == Long.class) {
            return exact.longValueExact();
        }
        if (target == int.class || target == Integer.class) {
            return exact.intValueExact();
        }
        if (target == short.class || target == Short.class) {
            return exact.shortValueExact();
        }
        if (target == byte.class || target == Byte.class) {
            return exact.byteValueExact();
        }
        if (target == BigInteger.class) {
            return exact.toBigIntegerExact();
        }
        return target == BigDecimal.class ? decimal(number) : null;
    }

    /** What people write as 0.1 is 0.1, though the double is a little more. */
    private static BigDecimal decimal(Number number) {
        if (number instanceof Float) {
            return new BigDecimal(number.toString());
        }
        return number instanceof Double ? BigDecimal.valueOf(number.doubleValue()) : Numbers.exact(number);
    }

    private static Double toDouble(Number number) {
        double value = number.doubleValue();
        if (Numbers.isFloating(number)) {
            return value;
        }
        if (!Double.isFinite(value) || !same(decimal(number), BigDecimal.valueOf(value), new BigDecimal(value))) {
            throw new ArithmeticException("a double would be " + value);
        }
        return value;
    }

    private static Float toFloat(Number number) {
        float value = number.floatValue();
        if (!Float.isFinite(value)
                || !same(decimal(number), new BigDecimal(Float.toString(value)), new BigDecimal(value))) {
            throw new ArithmeticException("a float would be " + value);
        }
        return value;
    }

    private static boolean same(BigDecimal number, BigDecimal shortest, BigDecimal exact) {
        return number.compareTo(shortest) == 0 || number.compareTo(exact) == 0;
    }

    private @Nullable Object toGeneric(Class<?> raw, Type[] arguments, @Nullable Object value) {
        if (raw == Optional.class) {
            return value instanceof Optional ? value : Optional.ofNullable(to(arguments[0], value));
        }
        if (value == null) {
            return null;
        }
        if (value instanceof Collection<?> elements && raw.isAssignableFrom(List.class)) {
            return Collections.unmodifiableList(addTo(new ArrayList<>(), arguments[0], elements));
        }
        if (value instanceof Collection<?> elements && raw == Set.class) {
            return Collections.unmodifiableSet(addTo(new LinkedHashSet<>(), arguments[0], elements));
        }
        if (value instanceof Map<?, ?> entries && raw == Map.class) {
            return map(entries, arguments);
        }
        if (raw.isRecord() || raw.isInstance(value)) {
            return toClass(raw, value);
        }
        throw refuse(value, raw.getSimpleName(), null);
    }

    private <C extends Collection<@Nullable Object>> C addTo(C into, Type element, Collection<?> elements) {
        int index = 0;
        for (Object each : elements) {
            into.add(at("[" + index++ + "]").to(element, each));
        }
        return into;
    }

    private Map<?, ?> map(Map<?, ?> entries, Type[] arguments) {
        Map<@Nullable Object, @Nullable Object> converted = new LinkedHashMap<>();
        entries.forEach((key, value) -> {
            Conversion inside = at("[" + key + "]");
            converted.put(inside.to(arguments[0], key), inside.to(arguments[1], value));
        });
        return Collections.unmodifiableMap(converted);
    }

    private Conversion at(String place) {
        return new Conversion(field + place, owner, record);
    }

    private IllegalArgumentException refuse(@Nullable Object value, String wanted, @Nullable Exception cause) {
        String found = value == null ? "null" : value.getClass().getSimpleName() + " " + value;
        return new IllegalArgumentException(
                "field '" + field + "' of " + owner + " is " + found + ", which cannot become " + wanted + " as in "
                        + record + (cause == null ? "" : ": " + cause.getMessage()),
                cause);
    }
}
