// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import io.leat.Event;
import io.leat.connector.Guarantee;
import io.leat.connector.Sink;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.file.part.OutputFile;
import io.leat.connector.file.part.RowWriter;
import java.io.IOException;
import java.io.StringWriter;
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
 * <p>In a job with a directory each result is in it once, whatever is killed when: lines go to {@code load.jsonl.open}, and that becomes
 * {@code load.jsonl} when the input has ended, or numbered parts if the sink is {@link #rolling}. So a file with its name is
 * complete. Elsewhere the file can be watched while it grows. It is made when the job starts, with its directories; what an earlier
 * job left there is deleted. Give each sink a path of its own.
 *
 * <p>Records, maps, lists and arrays are
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

    private static final String NO_HEADER = "";

    private final OutputFile file;
    private final boolean isoTimes;

    JsonLinesSink(OutputFile file, boolean isoTimes) {
        this.file = file;
        this.isoTimes = isoTimes;
    }

    /** Returns this sink with instants written as text, {@code 2023-11-16T18:17:03.98Z}, without loss. */
    public JsonLinesSink<T> isoTimes() {
        return new JsonLinesSink<>(file, true);
    }

    /**
     * Returns this sink with its lines in numbered parts, of {@code load.jsonl} in {@code load-000001.jsonl} and so on. A part has
     * its name once it is complete and all of it is sealed; then it never changes. In a job without a directory parts end where a limit
     * is reached, too, and when the job ends.
     */
    public JsonLinesSink<T> rolling(Rolling rolling) {
        return new JsonLinesSink<>(file.inParts(rolling.limits()), isoTimes);
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.EXACTLY_ONCE;
    }

    @Override
    public SinkWriter<T> open() throws IOException {
        return new RowWriter<>(new Lines<>(isoTimes), file.open(NO_HEADER));
    }

    @Override
    public SinkWriter<T> open(SinkContext context) throws IOException {
        return new RowWriter<>(new Lines<>(isoTimes), file.open(context, NO_HEADER));
    }

    @Override
    public String toString() {
        return "json lines " + file;
    }

    private static final class Lines<T> implements RowWriter.Format<T> {
        private final boolean isoTimes;
        private final Map<Class<?>, RecordShape<?>> shapes = new HashMap<>();
        /** A line is made here first, so that one that fails in the middle leaves nothing in the file. */
        private final StringWriter line = new StringWriter();

        Lines(boolean isoTimes) {
            this.isoTimes = isoTimes;
        }

        @Override
        public CharSequence row(T value) throws IOException {
            line.getBuffer().setLength(0);
            try (JsonGenerator json = JSON.createGenerator(line)) {
                value(value, json);
            }
            return line.append('\n').getBuffer();
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
    }
}
