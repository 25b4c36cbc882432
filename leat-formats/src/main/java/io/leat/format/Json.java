// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import io.leat.Event;
import io.leat.connector.Format;
import io.leat.connector.UnreadableException;
import io.leat.format.value.JsonForm;
import io.leat.format.value.JsonInput;
import io.leat.format.value.JsonOutput;
import io.leat.format.value.RecordShape;
import io.leat.format.value.Unreadable;
import io.leat.format.value.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Values as JSON objects in UTF-8: the messages of a queue, the bodies of requests.
 *
 * <p>Into a record class, fields are read by the names of its components; unknown fields are passed over. Reading is strict:
 * a text is not a number and 1.0 is not a whole number. A missing or null field is null, or an empty {@code Optional}; for a
 * primitive component the object is unreadable. Of several fields with one name the last counts. An {@code Instant} is what {@link Times}
 * says: milliseconds since 1970, or text.
 *
 * <p>Records, maps, lists and arrays are written as they are, instants as milliseconds since 1970, an empty {@code Optional} as null,
 * numbers that are not finite and anything else as the text of its {@code toString}.
 *
 * @param <T> the values
 */
public final class Json<T> implements Format<T> {
    private static final int NO_NUMBER = -1;
    private static final int EXPECTED_BYTES = 256;

    private final Class<T> type;
    private final Map<String, String> componentByField;
    private final Times times;
    private final boolean isoTimes;
    private final JsonForm<T> form;
    private final JsonOutput output;

    private Json(Class<T> type, Map<String, String> componentByField, Times times, boolean isoTimes) {
        this.type = type;
        this.componentByField = Map.copyOf(componentByField);
        this.times = times;
        this.isoTimes = isoTimes;
        this.form = JsonForm.of(type, this.componentByField, times);
        this.output = type == Event.class
                ? new JsonOutput(isoTimes)
                : new JsonOutput(isoTimes, RecordShape.ofWritten(type).renamed(this.componentByField));
    }

    /**
     * Returns the form of a record class.
     *
     * @throws IllegalArgumentException if {@code type} is not a record, or has a component that JSON cannot hold
     */
    public static <T> Json<T> of(Class<T> type) {
        return new Json<>(type, Map.of(), Times.standard(), false);
    }

    /**
     * Returns the form of events with free fields.
     *
     * <p>An event's {@code data} holds all fields in their order: whole numbers as Long, or BigInteger if they are larger,
     * fractions as Double, objects as Map, lists as List. Its id is the field {@code id}, or an empty text; its
     * key the field {@code key}; its time the first of {@code timestamp}, {@code eventTime} and {@code time} that is there
     * and not null, or else {@link java.time.Instant#EPOCH}.
     *
     * <p>An object that has nothing but {@code data}, an object, and any of {@code id}, {@code key} and {@code timestamp} is an event
     * as it is written here: its {@code data} is that object.
     */
    public static Json<Event> events() {
        return of(Event.class);
    }

    /**
     * Returns this form with the component {@code component} called {@code field}; of events, which are only read so, with the field
     * called {@code component}.
     *
     * @throws IllegalArgumentException if the record has no such component
     */
    public Json<T> field(String field, String component) {
        RecordShape.requireComponent(type, component);
        Map<String, String> more = new HashMap<>(componentByField);
        more.put(field, component);
        return new Json<>(type, more, times, isoTimes);
    }

    /** Returns this form with points in time read in another way. */
    public Json<T> times(Times read) {
        return new Json<>(type, componentByField, read, isoTimes);
    }

    /** Returns this form with instants written as text, {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public Json<T> isoTimes() {
        return new Json<>(type, componentByField, times, true);
    }

    @Override
    public Class<T> type() {
        return type;
    }

    @Override
    public T read(byte[] bytes, int offset, int length) throws UnreadableException {
        try {
            Utf8.require(bytes, offset, length);
            return new JsonInput(bytes, offset, length).read(form, NO_NUMBER);
        } catch (Unreadable e) {
            throw new UnreadableException(e.reason("field"), e);
        }
    }

    @Override
    public byte[] write(T value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(EXPECTED_BYTES);
        try {
            output.write(value, bytes);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "a value of " + type.getSimpleName() + " cannot be written as JSON: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    /** For the connectors of files, which know the number of a line: returns what is made of an object. */
    @SuppressWarnings("exports") // it is not for users
    public JsonForm<T> form() {
        return form;
    }

    @Override
    public String toString() {
        return "json of " + type.getSimpleName();
    }
}
