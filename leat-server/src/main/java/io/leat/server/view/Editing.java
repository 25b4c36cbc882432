// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.Event;
import io.leat.connector.UnreadableException;
import io.leat.failure.DeadLetter;
import io.leat.format.Json;
import io.leat.graph.Step;
import io.leat.server.route.Problem;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a value that failed is mended: as JSON that becomes a value of a class. */
public final class Editing {
    private static final int MOST_CHARS = 64 << 10;
    private static final Set<Class<?>> SCALARS =
            Set.of(String.class, Boolean.class, Long.class, Integer.class, Double.class);
    /** The field of an event in which a value that is no object is read. */
    private static final String VALUE = "value";

    private final Class<?> type;

    private Editing(Class<?> type) {
        this.type = type;
    }

    /**
     * Returns how the record of a letter is mended; null if it cannot be.
     *
     * @param step where it failed
     */
    public static @Nullable Editing of(DeadLetter letter, Step step) {
        Class<?> type = type(letter, step);
        return SCALARS.contains(type) || whyUnreadable(type) == null ? new Editing(type) : null;
    }

    /** Returns why the record of a letter cannot be mended, and the cure. */
    static String whyNot(DeadLetter letter, Step step) {
        return whyUnreadable(type(letter, step))
                + ". Change its class so that JSON tells all of it, or mend the record where it comes from";
    }

    private static Class<?> type(DeadLetter letter, Step step) {
        Class<?> type = step instanceof Step.From from ? from.source().type() : Object.class;
        Object value = letter.value();
        return type == Object.class && value != null ? value.getClass() : type;
    }

    private static @Nullable String whyUnreadable(Class<?> type) {
        try {
            Json.of(type);
            return null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    /** Returns what to begin with; null if there is nothing to be shown whole. */
    public @Nullable String text(@Nullable Object value) {
        String raw = raw(value);
        String text = raw != null && type != String.class ? raw : json(value);
        return text == null || text.length() > MOST_CHARS ? null : text;
    }

    private @Nullable String json(@Nullable Object value) {
        if (value == null || !type.isInstance(value)) {
            return null;
        }
        return SCALARS.contains(type) ? Documents.value(value).toString() : written(type, value);
    }

    private static <T> String written(Class<T> type, Object value) {
        return new String(Json.of(type).write(type.cast(value)), UTF_8);
    }

    /** Returns text, or bytes as the text that they are if they are UTF-8; null for anything else. */
    static @Nullable String raw(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : null;
    }

    /**
     * Reads a value.
     *
     * @throws Problem if the JSON is not what the class needs
     */
    public Object read(byte[] json) throws Problem {
        try {
            return SCALARS.contains(type) ? scalar(json) : Json.of(type).read(json, 0, json.length);
        } catch (UnreadableException | ArithmeticException e) {
            throw new Problem(400, "the value cannot be read as " + type.getSimpleName() + ": " + e.getMessage());
        }
    }

    private Object scalar(byte[] json) throws Problem, UnreadableException {
        byte[] object = ("{\"" + VALUE + "\":" + new String(json, UTF_8) + "}").getBytes(UTF_8);
        Event event = Json.events().read(object, 0, object.length);
        Object value = event.get(VALUE);
        if (type.isInstance(value)) {
            return type.cast(value);
        } else if (type == Integer.class && value instanceof Long number) {
            return Math.toIntExact(number);
        } else if (type == Double.class && value instanceof Number number) {
            return number.doubleValue();
        }
        throw new Problem(400, "the value " + value + " is not of class " + type.getSimpleName());
    }
}
