// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import com.fasterxml.jackson.core.JsonParser;
import io.leat.Event;
import io.leat.connector.Records;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How fields become an {@link Event}, the same for JSON and CSV. */
final class EventForm implements JsonReader.Form<Event> {
    static final String ID = "id";
    static final String KEY = "key";
    static final String TIMESTAMP = "timestamp";
    static final String DATA = "data";
    private static final Set<String> WRITTEN = Set.of(ID, KEY, TIMESTAMP, DATA);
    private static final List<String> TIMES = List.of(TIMESTAMP, "eventTime", "time");

    private final Map<String, String> renames;

    /** @param renames fields that are called differently in the input, by their names there */
    EventForm(Map<String, String> renames) {
        this.renames = renames;
    }

    @Override
    @SuppressWarnings("unchecked") // the kind of an object gives a map by name
    public Event read(JsonParser in, long line) throws IOException, Unreadable {
        Map<String, ?> fields = renamed((Map<String, ?>) Structures.ANY.ofJson(in));
        if (fields.get(DATA) instanceof Map<?, ?> data && WRITTEN.containsAll(fields.keySet())) {
            return event(fields, (Map<String, ?>) data, line);
        }
        return event(fields, fields, line);
    }

    private Map<String, ?> renamed(Map<String, ?> fields) {
        if (renames.isEmpty()) {
            return fields;
        }
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> renamed.put(renames.getOrDefault(name, name), value));
        return renamed;
    }

    /** Returns an event of these fields, whose data they are. */
    static Event event(Map<String, ?> fields, long line) throws Unreadable {
        return event(fields, fields, line);
    }

    private static Event event(Map<String, ?> fields, Map<String, ?> data, long line) throws Unreadable {
        Object id = fields.get(ID);
        Object key = fields.get(KEY);
        return new Event(
                id == null ? Long.toString(line) : id.toString(),
                data,
                key == null ? null : key.toString(),
                time(fields));
    }

    private static Instant time(Map<String, ?> fields) throws Unreadable {
        for (String field : TIMES) {
            Object value = fields.get(field);
            if (value != null) {
                return time(field, value);
            }
        }
        return Instant.EPOCH;
    }

    private static Instant time(String field, Object value) throws Unreadable {
        if (value instanceof Long millis) {
            return Instant.ofEpochMilli(millis);
        }
        try {
            if (value instanceof String text) {
                return Times.parse(text);
            }
        } catch (DateTimeException e) {
            throw notTime(field, Unreadable.quoted((String) value));
        }
        throw notTime(field, Unreadable.shortened(value.toString()));
    }

    private static Unreadable notTime(String field, String found) {
        return Unreadable.found(found, Scalars.TIME).within(field);
    }

    @Override
    public void add(Event event, Records<? super Event> out) {
        handOut(event, out);
    }

    /** Hands out an event with its time. */
    static void handOut(Event event, Records<? super Event> out) {
        out.add(event, event.timestamp().toEpochMilli());
    }
}
