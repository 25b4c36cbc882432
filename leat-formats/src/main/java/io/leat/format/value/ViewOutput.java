// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.leat.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one value as JSON, whatever it is, and no more than there is room for. What belongs to the value is asked before anything of it is
 * written, so that one that throws leaves nothing half done.
 */
public final class ViewOutput {
    private static final int MAX_LEVELS = 32;
    private static final String REST = "…";
    private static final long LARGEST_EXACT = 1L << 53;
    private static final JsonFactory JSON = new JsonFactory();

    private static final ClassValue<Optional<RecordShape<?>>> SHAPES = new ClassValue<>() {
        @Override
        protected Optional<RecordShape<?>> computeValue(Class<?> type) {
            try {
                return Optional.of(RecordShape.ofWritten(type));
            } catch (IllegalArgumentException e) {
                return Optional.empty(); // its module keeps it to itself
            }
        }
    };

    private final JsonGenerator json;
    /** For how many characters there is room; about, since escapes are not counted. */
    private int room;

    private ViewOutput(JsonGenerator json, int room) {
        this.json = json;
        this.room = room;
    }

    /** Returns a value as JSON. */
    public static String write(@Nullable Object value, int atMost) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            new ViewOutput(json, atMost).value(value, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private void value(@Nullable Object value, int level) throws IOException {
        if (value == null || value instanceof Boolean) {
            room -= 4;
            json.writeRawValue(String.valueOf(value));
        } else if (value instanceof Number number) {
            number(number);
        } else if (value instanceof Instant time) {
            number(time.toEpochMilli());
        } else if (value instanceof Enum<?> constant) {
            text(constant.name());
        } else if (value instanceof Optional<?> optional) {
            value(optional.orElse(null), level);
        } else if (level == MAX_LEVELS) {
            text(REST);
        } else {
            structure(value, level + 1);
        }
    }

    private void structure(Object value, int level) throws IOException {
        if (value instanceof Event event) {
            object(fields(event), level);
        } else if (value instanceof Record && SHAPES.get(value.getClass()).isPresent()) {
            RecordShape<?> shape = SHAPES.get(value.getClass()).get();
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            for (int i = 0; i < shape.names().size(); i++) {
                int component = i;
                fields.put(shape.names().get(i), asked(() -> shape.get(component, value)));
            }
            object(fields, level);
        } else if (value instanceof Map<?, ?> map) {
            whole(asked(() -> fields(map)), level);
        } else if (value instanceof Collection<?> list) {
            whole(asked(() -> elements(list)), level);
        } else if (value.getClass().isArray()) {
            array(Array.getLength(value), i -> Array.get(value, i), level);
        } else {
            text(String.valueOf(asked(value::toString)));
        }
    }

    /** Writes what {@link #fields} and {@link #elements} have returned, or what was thrown instead. */
    private void whole(@Nullable Object asked, int level) throws IOException {
        if (asked instanceof Map<?, ?> fields) {
            object(fields, level);
        } else if (asked instanceof List<?> list) {
            array(list.size(), list::get, level);
        } else {
            text(String.valueOf(asked));
        }
    }

    /** Code of the user's is asked: whatever it throws is what is shown. */
    private static @Nullable Object asked(Supplier<@Nullable Object> code) {
        try {
            return code.get();
        } catch (RuntimeException | StackOverflowError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return "(threw " + cause.getClass().getName() + ")";
        }
    }

    private static Map<String, @Nullable Object> fields(Event event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put(EventForm.ID, event.id());
        if (event.key() != null) {
            fields.put(EventForm.KEY, event.key());
        }
        fields.put(EventForm.TIMESTAMP, event.timestamp());
        fields.put(EventForm.DATA, event.data());
        return fields;
    }

    /** Returns as many of the entries as there may be room for, and one more. */
    private Map<String, @Nullable Object> fields(Map<?, ?> map) {
        Map<String, @Nullable Object> some = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            some.put(String.valueOf(entry.getKey()), entry.getValue());
            if (some.size() > room) {
                break;
            }
        }
        return some;
    }

    private List<@Nullable Object> elements(Collection<?> list) {
        List<@Nullable Object> some = new ArrayList<>();
        for (Iterator<?> each = list.iterator(); each.hasNext() && some.size() <= room; ) {
            some.add(each.next());
        }
        return some;
    }

    private void object(Map<?, ?> fields, int level) throws IOException {
        json.writeStartObject();
        room -= 2;
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            json.writeFieldName(cut(String.valueOf(field.getKey())));
            value(room > 0 ? field.getValue() : REST, level);
            if (room <= 0) {
                break;
            }
        }
        json.writeEndObject();
    }

    private void array(int size, IntFunction<@Nullable Object> elements, int level) throws IOException {
        json.writeStartArray();
        room -= 2;
        for (int i = 0; i < size; i++) {
            value(room > 0 ? elements.apply(i) : REST, level);
            if (room <= 0) {
                break;
            }
            room--;
        }
        json.writeEndArray();
    }

    private void number(Number number) throws IOException {
        String text = String.valueOf(asked(number::toString));
        if (isExact(number)) {
            room -= text.length();
            json.writeNumber(text);
        } else {
            text(text);
        }
    }

    /** Returns whether a browser reads a number as it is. */
    private static boolean isExact(Number number) {
        if (number instanceof Double || number instanceof Float) {
            return Double.isFinite(number.doubleValue());
        }
        if (number instanceof BigDecimal exact) {
            double read = exact.doubleValue();
            return Double.isFinite(read) && BigDecimal.valueOf(read).compareTo(exact) == 0;
        }
        if (number instanceof BigInteger exact) {
            return exact.abs().compareTo(BigInteger.valueOf(LARGEST_EXACT)) <= 0;
        }
        return (number instanceof Long
                        || number instanceof Integer
                        || number instanceof Short
                        || number instanceof Byte)
                && number.longValue() <= LARGEST_EXACT
                && number.longValue() >= -LARGEST_EXACT;
    }

    private void text(String text) throws IOException {
        json.writeString(cut(text));
    }

    private String cut(String text) {
        int length = Math.max(0, room);
        room -= Math.min(text.length(), length) + 3;
        return text.length() <= length ? text : text.substring(0, length) + REST;
    }
}
