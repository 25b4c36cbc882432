// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.leat.Event;
import io.leat.format.JsonView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes values as JSON: records, maps, lists and arrays as they are, instants as milliseconds since 1970 unless they are to be text, an
 * empty {@code Optional} as null, numbers that are not finite and anything else as the text of its {@code toString}. Thread-safe.
 */
public final class JsonOutput {
    /** More than is read; a value that holds itself is refused before the stack overflows. */
    private static final int MAX_LEVELS = 250;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator((SerializableString) null) // whoever writes several says what is between them
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
            .build();

    private final boolean isoTimes;
    private final @Nullable RecordShape<?> top;
    private final Map<Class<?>, RecordShape<?>> shapes = new ConcurrentHashMap<>();

    /** @param isoTimes whether instants are text */
    public JsonOutput(boolean isoTimes) {
        this(isoTimes, null);
    }

    /** @param top a record class that calls its fields otherwise; null if there is none */
    public JsonOutput(boolean isoTimes, @Nullable RecordShape<?> top) {
        this.isoTimes = isoTimes;
        this.top = top;
    }

    /** Returns what writes one value behind the other, with nothing between them. For one thread. */
    public Values to(Writer out) {
        return new Values(out);
    }

    /** Writes values; what it takes to write one is made once. */
    public final class Values {
        private final Writer out;
        private @Nullable JsonGenerator open;

        private Values(Writer out) {
            this.out = out;
        }

        /**
         * Writes a value.
         *
         * @throws IOException if it is nested too deep, or the writer fails; a part of it may have been written
         */
        public void write(@Nullable Object value) throws IOException {
            JsonGenerator json = open == null ? JSON.createGenerator(out) : open;
            open = null; // one that has failed in the middle of a value is not used again
            value(value, json);
            json.flush();
            open = json;
        }
    }

    /**
     * Writes a value in UTF-8.
     *
     * @throws IOException if it is nested too deep, or {@code out} fails
     */
    public void write(@Nullable Object value, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            value(value, json);
        }
    }

    private void value(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Number number) {
            number(number, json);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Instant time && !isoTimes) {
            json.writeNumber(time.toEpochMilli());
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null), json);
        } else if (value instanceof JsonView view) {
            json.writeRawValue(view.toString());
        } else if (!structure(value, json)) {
            json.writeString(value.toString());
        }
    }

    private boolean structure(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Event event) {
            event(event, json);
        } else if (value instanceof Record) {
            fields(value, json);
        } else if (value instanceof Map<?, ?> map) {
            fields(map, json);
        } else if (value instanceof Iterable<?> list && !(value instanceof Path)) {
            elements(list, json);
        } else if (value.getClass().isArray()) {
            array(value, json);
        } else {
            return false;
        }
        return true;
    }

    private static void number(Number number, JsonGenerator json) throws IOException {
        if (number instanceof Double || number instanceof Float) {
            fraction(number, json);
        } else if (number instanceof BigDecimal exact) {
            json.writeNumber(exact);
        } else if (number instanceof BigInteger exact) {
            json.writeNumber(exact);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private static void fraction(Number number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number.doubleValue())) {
            json.writeNumber(number.toString());
        } else {
            json.writeString(number.toString());
        }
    }

    private void event(Event event, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(EventForm.ID, event.id());
        if (event.key() != null) {
            json.writeStringField(EventForm.KEY, event.key());
        }
        json.writeFieldName(EventForm.TIMESTAMP);
        value(event.timestamp(), json);
        json.writeFieldName(EventForm.DATA);
        fields(event.data(), json);
        json.writeEndObject();
    }

    private void fields(Object record, JsonGenerator json) throws IOException {
        RecordShape<?> shape = top != null && record.getClass() == top.type()
                ? top
                : shapes.computeIfAbsent(record.getClass(), RecordShape::ofWritten);
        json.writeStartObject();
        for (int i = 0; i < shape.names().size(); i++) {
            json.writeFieldName(shape.name(i));
            value(shape.get(i, record), json);
        }
        json.writeEndObject();
    }

    private void fields(Map<?, ?> map, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            value(entry.getValue(), json);
        }
        json.writeEndObject();
    }

    private void elements(Iterable<?> list, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Object element : list) {
            value(element, json);
        }
        json.writeEndArray();
    }

    private void array(Object array, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (int i = 0; i < Array.getLength(array); i++) {
            value(Array.get(array, i), json);
        }
        json.writeEndArray();
    }
}
