// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.format.JsonView;
import io.leat.format.value.JsonOutput;
import io.leat.format.value.RecordShape;
import io.leat.server.route.Answer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How answers are written: records as JSON objects, instants as milliseconds since 1970. */
public final class Documents {
    /** How much of a value of the user's is shown. */
    private static final int VALUE_CHARS = 4_096;

    private static final JsonOutput OUTPUT = new JsonOutput(false);

    private Documents() {}

    /** Returns one object as an answer that has the fields of all these records. */
    public static Answer answer(Object... parts) {
        return Answer.of(200, "application/json", bytes(parts));
    }

    /**
     * Returns one object in UTF-8, without line breaks.
     *
     * @param parts records or maps whose fields it has
     */
    public static byte[] bytes(Object... parts) {
        StringWriter text = new StringWriter();
        try {
            OUTPUT.to(text).write(parts.length == 1 ? parts[0] : merged(parts));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(UTF_8); // half of a surrogate pair becomes a question mark
    }

    private static Map<String, @Nullable Object> merged(Object... records) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (Object part : records) {
            RecordShape<?> shape = RecordShape.ofWritten(part.getClass());
            for (int i = 0; i < shape.names().size(); i++) {
                fields.put(shape.names().get(i), shape.get(i, part));
            }
        }
        return fields;
    }

    /** Returns a value of the user's. */
    public static JsonView value(@Nullable Object value) {
        return JsonView.of(value, VALUE_CHARS);
    }

    /** Returns the text of a value of the user's: that of a JSON string as it is, or else the JSON. Never fails. */
    public static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        String json = value(value).toString();
        return json.startsWith("\"") ? JsonStrings.read(json) : json;
    }

    /** Returns a number to three digits behind the point; null if there is none. */
    public static @Nullable Number number(double number) {
        if (!Double.isFinite(number)) {
            return null;
        }
        double rounded = Math.rint(number * 1_000) / 1_000;
        return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
    }

    /** Returns numbers to three digits behind the point, null where there is none. */
    public static List<@Nullable Number> numbers(List<Double> numbers) {
        List<@Nullable Number> rounded = new ArrayList<>();
        numbers.forEach(number -> rounded.add(number(number)));
        return rounded;
    }
}
