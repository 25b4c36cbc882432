// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event with free fields, for where no record was written. Immutable, as long as the values in {@code data} are.
 *
 * @param id need not be unique
 * @param data the fields by name, in their order; values may be null
 * @param key groups events into sessions; null is a key of its own
 * @param timestamp when it happened
 */
public record Event(
        String id, Map<String, ?> data, @Nullable String key, Instant timestamp) {
    public Event {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** Returns a field, or null if it is not there. */
    public @Nullable Object get(String field) {
        return data.get(field);
    }

    /**
     * Returns a whole number, or {@code ifNone} if the field is not there or null.
     *
     * @throws IllegalArgumentException if it is not a number, or not whole, or too large for a long
     */
    public long getLong(String field, long ifNone) {
        Object value = data.get(field);
        if (value == null) {
            return ifNone;
        }
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        try {
            return exact(value).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException(wrong(field, value, "a whole number that fits a long"), e);
        }
    }

    /**
     * Returns a number, or {@code ifNone} if the field is not there or null.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    public double getDouble(String field, double ifNone) {
        Object value = data.get(field);
        if (value == null) {
            return ifNone;
        }
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(wrong(field, value, "a number"));
    }

    /** Returns a field as text, or {@code ifNone} if it is not there or null. */
    public String getString(String field, String ifNone) {
        Object value = data.get(field);
        return value == null ? ifNone : value.toString();
    }

    /** Returns this event with one field set. */
    public Event with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(data);
        changed.put(field, value);
        return new Event(id, changed, key, timestamp);
    }

    private static BigDecimal exact(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Number number) {
            return BigDecimal.valueOf(number.doubleValue());
        }
        throw new NumberFormatException("not a number");
    }

    private String wrong(String field, Object value, String wanted) {
        return "field '" + field + "' of event '" + id + "' is "
                + value.getClass().getSimpleName() + " " + value + ", not " + wanted;
    }
}
