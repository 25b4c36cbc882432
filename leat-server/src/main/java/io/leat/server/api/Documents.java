// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.leat.format.JsonView;
import io.leat.format.value.JsonOutput;
import io.leat.server.route.Answer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How answers are written: records as JSON objects, instants as milliseconds since 1970. */
final class Documents {
    /** How much of a value of the user's is shown. */
    private static final int VALUE_CHARS = 4_096;

    private static final JsonOutput OUTPUT = new JsonOutput(false);

    private Documents() {}

    /** Returns one object as an answer that has the fields of all these records or maps. */
    static Answer answer(Object... parts) {
        return Answer.of(200, "application/json", bytes(parts));
    }

    /** Returns one object in UTF-8, without line breaks, that has the fields of all these records or maps. */
    static byte[] bytes(Object... parts) {
        String object = parts.length == 1
                ? text(parts[0])
                : Stream.of(parts)
                        .map(Documents::text)
                        .map(part -> part.substring(1, part.length() - 1))
                        .collect(joining(",", "{", "}"));
        return object.getBytes(UTF_8); // half of a surrogate pair becomes a question mark
    }

    private static String text(Object part) {
        StringWriter text = new StringWriter();
        try {
            OUTPUT.to(text).write(part);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Returns a value of the user's. */
    static JsonView value(@Nullable Object value) {
        return JsonView.of(value, VALUE_CHARS);
    }

    /** Returns a number to three digits behind the point; null if there is none. */
    static @Nullable Number number(double number) {
        if (!Double.isFinite(number)) {
            return null;
        }
        double rounded = Math.rint(number * 1_000) / 1_000;
        return rounded == Math.rint(rounded) ? (Number) (long) rounded : (Number) rounded;
    }

    /** Returns numbers to three digits behind the point, null where there is none. */
    static List<@Nullable Number> numbers(double[] numbers) {
        return Arrays.stream(numbers).mapToObj(Documents::number).collect(Collectors.toList());
    }
}
