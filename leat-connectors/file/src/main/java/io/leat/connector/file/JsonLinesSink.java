// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.leat.Event;
import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sink into a file of JSON lines, one object a line; made by {@link JsonLines#to(Path, Class)}.
 *
 * <p>The file is made when the job starts, with its directories; what was in it is replaced. Records, maps, lists and arrays are
 * written as they are, instants as milliseconds since 1970, an empty {@code Optional} as null, numbers that are not finite
 * and anything else as the text of its {@code toString}.
 *
 * @param <T> the results
 */
public final class JsonLinesSink<T> extends Sink<T> {
    /** More than a source reads; a value that holds itself is refused before the stack overflows. */
    private static final int MAX_LEVELS = 250;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(MAX_LEVELS).build())
            .build();

    private final Path path;
    private final Class<T> type;
    private final boolean isoTimes;

    JsonLinesSink(Path path, Class<T> type, boolean isoTimes) {
        this.path = path;
        this.type = type;
        this.isoTimes = isoTimes;
    }

    /** Returns this sink with instants written as text, {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public JsonLinesSink<T> isoTimes() {
        return new JsonLinesSink<>(path, type, true);
    }

    @Override
    public SinkWriter<T> open() throws IOException {
        return new Open<>(new OutputFile(path).open(), isoTimes);
    }

    @Override
    public String toString() {
        return "json lines " + path;
    }

    private static final class Open<T> implements SinkWriter<T> {
        private final Writer file;
        private final boolean isoTimes;
        private final Map<Class<?>, RecordShape<?>> shapes = new HashMap<>();
        /** A line is made here first, so that one that fails in the middle leaves nothing in the file. */
        private final StringWriter line = new StringWriter();

        Open(Writer file, boolean isoTimes) {
            this.file = file;
            this.isoTimes = isoTimes;
        }

        @Override
        public void write(T value, long timestamp) throws IOException {
            line.getBuffer().setLength(0);
            try (JsonGenerator json = JSON.createGenerator(line)) {
                value(value, json);
            }
            line.append('\n');
            file.append(line.getBuffer());
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
            RecordShape<?> shape = shapes.computeIfAbsent(record.getClass(), RecordShape::ofWritten);
            json.writeStartObject();
            for (int i = 0; i < shape.names().size(); i++) {
                json.writeFieldName(shape.names().get(i));
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

        @Override
        public void flush() throws IOException {
            file.flush();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
