// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.format.Times;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds of values made of others, and the way from a Java type to its kind. */
final class Structures {
    private final Map<Class<?>, RecordShape<?>> shapes = new HashMap<>();
    private final Times times;

    Structures(Times times) {
        this.times = times;
    }

    /** Returns the kind of a type. A record may hold itself. */
    Kind kindOf(Type type) {
        if (type instanceof Class<?> plain) {
            return ofClass(plain);
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            return ofGeneric(raw, generic.getActualTypeArguments());
        }
        return ANY;
    }

    private Kind ofClass(Class<?> type) {
        Kind scalar = Scalars.of(type, times);
        if (scalar != null) {
            return scalar;
        }
        if (type == Object.class) {
            return ANY;
        }
        if (type.isRecord()) {
            RecordShape<?> shape = shapes.get(type);
            return new RecordOf(shape != null ? shape : RecordShape.of(type, this));
        }
        return ofGeneric(type, Object.class, Object.class);
    }

    private Kind ofGeneric(Class<?> raw, Type... arguments) {
        if (raw == List.class || raw == Collection.class || raw == Iterable.class) {
            return new ListOf(kindOf(arguments[0]), false);
        }
        if (raw == Set.class) {
            return new ListOf(kindOf(arguments[0]), true);
        }
        if (raw == Map.class && (arguments[0] == String.class || arguments[0] == Object.class)) {
            return new MapOf(kindOf(arguments[1]));
        }
        if (raw == Optional.class) {
            return new OptionalOf(kindOf(arguments[0]));
        }
        if (raw.isRecord()) {
            return ofClass(raw);
        }
        throw new UnsupportedOperationException("is a " + raw.getTypeName() + ", which cannot be read");
    }

    /** Takes note of a record while its components are looked at, in case they hold it. */
    void remember(Class<?> type, RecordShape<?> shape) {
        shapes.put(type, shape);
    }

    /** The kind of whatever is there: numbers are Long, BigInteger or Double, objects are Map, lists List. */
    static final Kind ANY = new Any();

    /** A kind that only JSON can hold. */
    private abstract static class Structure extends Kind {
        @Override
        boolean isScalar() {
            return false;
        }

        @Override
        Object ofText(String text) {
            throw new AssertionError("checked when the source was made");
        }
    }

    private static final class ListOf extends Structure {
        private final Kind element;
        private final boolean distinct;

        ListOf(Kind element, boolean distinct) {
            this.element = element;
            this.distinct = distinct;
        }

        @Override
        String expected() {
            return "a list";
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw mismatch(in);
            }
            List<@Nullable Object> values = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                try {
                    values.add(element.ofJsonOrNull(in));
                } catch (Unreadable e) {
                    throw e.within(values.size());
                }
            }
            return distinct
                    ? Collections.unmodifiableSet(new LinkedHashSet<>(values))
                    : Collections.unmodifiableList(values);
        }
    }

    private static final class MapOf extends Structure {
        private final Kind value;

        MapOf(Kind value) {
            this.value = value;
        }

        @Override
        String expected() {
            return "an object";
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw mismatch(in);
            }
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (String name; (name = in.nextFieldName()) != null; ) {
                in.nextToken();
                try {
                    values.put(name, value.ofJsonOrNull(in));
                } catch (Unreadable e) {
                    throw e.within(name);
                }
            }
            return Collections.unmodifiableMap(values);
        }
    }

    private static final class RecordOf extends Structure {
        private final RecordShape<?> shape;

        RecordOf(RecordShape<?> shape) {
            this.shape = shape;
        }

        @Override
        String expected() {
            return "an object";
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw mismatch(in);
            }
            return shape.ofJson(in);
        }
    }

    private static final class OptionalOf extends Kind {
        private final Kind value;

        OptionalOf(Kind value) {
            this.value = value;
        }

        @Override
        String expected() {
            return value.expected();
        }

        @Override
        boolean isScalar() {
            return value.isScalar();
        }

        @Override
        boolean isText() {
            return value.isText();
        }

        @Override
        Object absent() {
            return Optional.empty();
        }

        @Override
        Object ofText(String text) throws Unreadable {
            return Optional.of(value.ofText(text));
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            return Optional.of(value.ofJson(in));
        }
    }

    private static final class Any extends Structure {
        private final Kind list = new ListOf(this, false);
        private final Kind map = new MapOf(this);

        @Override
        String expected() {
            return "a number that fits a double";
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            return switch (in.currentToken()) {
                case START_OBJECT -> map.ofJson(in);
                case START_ARRAY -> list.ofJson(in);
                case VALUE_STRING -> in.getText();
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                case VALUE_NUMBER_INT -> whole(in);
                default -> fraction(in);
            };
        }

        private static Object whole(JsonParser in) throws IOException {
            if (in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                return in.getBigIntegerValue();
            }
            return in.getLongValue();
        }

        private Object fraction(JsonParser in) throws IOException, Unreadable {
            double value = in.getDoubleValue();
            if (Double.isInfinite(value)) {
                throw mismatch(in);
            }
            return value;
        }
    }
}
