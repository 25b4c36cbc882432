// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.value.Numbers;
import io.leat.value.RecordMaker;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
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
        Objects.requireNonNull(id, "the id of an event is null: give it one, which need not be unique");
        Objects.requireNonNull(data, "the data of an event is null: give an empty map for none");
        Objects.requireNonNull(timestamp, "the timestamp of an event is null");
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
        Number number = number(field, ifNone);
        try {
            return Numbers.exactLong(number);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(wrong(field, number, "a whole number that fits a long"), e);
        }
    }

    /**
     * Returns a number, or {@code ifNone} if the field is not there or null.
     *
     * @throws IllegalArgumentException if it is not a number
     */
    public double getDouble(String field, double ifNone) {
        return number(field, ifNone).doubleValue();
    }

    Number number(String field, Number ifNone) {
        Object value = data.get(field);
        if (value == null) {
            return ifNone;
        }
        if (value instanceof Number number) {
            return number;
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

    /**
     * Returns the data as a record: each component is the field of its name, converted where that loses nothing and is not a
     * guess. A field that is not there is null. {@code id}, {@code key} and {@code timestamp} are those of the event, unless
     * a field is so named. Numbers become numbers of another class if they are exactly that, text becomes an enum, a time, a
     * UUID or a URI, maps become records, and lists, sets, maps and optionals are converted by element.
     *
     * @throws IllegalArgumentException if {@code record} is not a record that can be made, if a value cannot be converted, if
     *     there is none for a primitive, or if the constructor throws; the message names the field, the event and the class
     */
    public <R> R to(Class<R> record) {
        return record.cast(RecordMaker.of(record).make(this::named, "event '" + id + "'", ""));
    }

    /** Returns a field, or what the event has by its name if no field is so named; null for none. */
    @Nullable
    Object named(String field) {
        if (data.containsKey(field)) {
            return data.get(field);
        }
        return switch (field) {
            case "id" -> id;
            case "key" -> key;
            case "timestamp" -> timestamp;
            default -> null;
        };
    }

    private String wrong(String field, Object value, String wanted) {
        return "field '" + field + "' of event '" + id + "' is "
                + value.getClass().getSimpleName() + " " + value + ", not " + wanted;
    }
}
