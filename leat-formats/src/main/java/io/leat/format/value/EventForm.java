// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import io.leat.Event;
import io.leat.connector.Records;
import io.leat.format.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How fields become an {@link Event}, the same for JSON and CSV. */
public final class EventForm implements JsonForm<Event> {
    static final String ID = "id";
    static final String KEY = "key";
    static final String TIMESTAMP = "timestamp";
    static final String DATA = "data";
    private static final Set<String> WRITTEN = Set.of(ID, KEY, TIMESTAMP, DATA);
    private static final List<String> TIMES = List.of(TIMESTAMP, "eventTime", "time");

    private final Map<String, String> renames;
    private final Times times;

    /** @param renames fields that are called differently in the input, by their names there */
    public EventForm(Map<String, String> renames, Times times) {
        this.renames = renames;
        this.times = times;
    }

    @Override
    @SuppressWarnings("unchecked") // the kind of an object gives a map by name
    public Event read(JsonParser in, long number) throws IOException, Unreadable {
        Map<String, ?> fields = renamed((Map<String, ?>) Structures.ANY.ofJson(in));
        if (fields.get(DATA) instanceof Map<?, ?> data && WRITTEN.containsAll(fields.keySet())) {
            return event(fields, (Map<String, ?>) data, number);
        }
        return event(fields, fields, number);
    }

    private Map<String, ?> renamed(Map<String, ?> fields) {
        if (renames.isEmpty()) {
            return fields;
        }
        Map<String, @Nullable Object> renamed = new LinkedHashMap<>();
        fields.forEach((name, value) -> renamed.put(renames.getOrDefault(name, name), value));
        return renamed;
    }

    /**
     * Returns an event of these fields, whose data they are.
     *
     * @param number of the record, which is the id of an event that has none of its own; negative for a record without one
     */
    public Event event(Map<String, ?> fields, long number) throws Unreadable {
        return event(fields, fields, number);
    }

    private Event event(Map<String, ?> fields, Map<String, ?> data, long number) throws Unreadable {
        Object id = fields.get(ID);
        Object key = fields.get(KEY);
        return new Event(
                id == null ? idOf(number) : id.toString(), data, key == null ? null : key.toString(), time(fields));
    }

    private static String idOf(long number) {
        return number < 0 ? "" : Long.toString(number);
    }

    private Instant time(Map<String, ?> fields) throws Unreadable {
        for (String field : TIMES) {
            Object value = fields.get(field);
            if (value != null) {
                return time(field, value);
            }
        }
        return Instant.EPOCH;
    }

    private Instant time(String field, Object value) throws Unreadable {
        try {
            if (value instanceof Long whole) {
                return times.ofNumber(whole);
            }
            if (value instanceof Double fraction) {
                return times.ofNumber(BigDecimal.valueOf(fraction));
            }
            if (value instanceof String text) {
                return times.ofText(text);
            }
        } catch (DateTimeException e) {
            String found = value.toString();
            throw notTime(field, value instanceof String ? Unreadable.quoted(found) : Unreadable.shortened(found));
        }
        throw notTime(field, Unreadable.shortened(value.toString()));
    }

    private Unreadable notTime(String field, String found) {
        return Unreadable.found(found, Scalars.time(times)).within(field);
    }

    @Override
    public void add(Event event, Records<? super Event> out) {
        out.add(event, event.timestamp().toEpochMilli());
    }
}
