// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import io.leat.Event;
import io.leat.connector.Records;
import io.leat.format.Times;
import java.io.IOException;
import java.util.Map;

/** What is made of a JSON object. Thread-safe. */
public interface JsonForm<T> {
    /**
     * Reads a value; the parser stands at the start of an object, and then at its end.
     *
     * @param number of the record; negative for one without
     */
    T read(JsonParser in, long number) throws IOException, Unreadable;

    /** Hands a value out, with its time if that is known. */
    default void add(T value, Records<? super T> out) {
        out.add(value);
    }

    /**
     * Returns what is made of objects that are read into a class.
     *
     * @param type {@link Event}, or a record class
     * @param componentByField the components, or fields of an event, that the input calls otherwise
     * @throws IllegalArgumentException if it is no record, or has a component that JSON cannot hold
     */
    @SuppressWarnings("unchecked") // T is Event where it is asked
    static <T> JsonForm<T> of(Class<T> type, Map<String, String> componentByField, Times times) {
        if (type == Event.class) {
            return (JsonForm<T>) new EventForm(componentByField, times);
        }
        RecordShape<T> shape = RecordShape.of(type, times).renamed(componentByField);
        return (in, number) -> shape.ofJson(in);
    }
}
