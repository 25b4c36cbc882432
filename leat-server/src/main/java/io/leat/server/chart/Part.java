// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.chart;

import io.leat.Event;
import io.leat.window.WindowResult;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of each result that is drawn. Its name is found in the first result that has one, and holds for those that follow: a chart does
 * not go over to another field because a value is missing. Not thread-safe.
 */
final class Part implements Chart.Choice<Object> {
    /** "tokens by instance", "errors per model". */
    private static final Pattern BY = Pattern.compile("(?i)\\s(by|per)\\s");

    private static final int SHORTEST_BEGINNING = 3;

    private final Kind kind;
    /** Words of the title that may name it, in lower case. */
    private final List<String> words;

    private @Nullable String name;

    private enum Kind {
        NUMBER {
            @Override
            boolean looksLikeIt(@Nullable Object value) {
                return value instanceof Number;
            }

            @Override
            boolean mayBeIt(@Nullable Object value) {
                return value == null || value instanceof Number;
            }
        },
        SERIES {
            @Override
            boolean looksLikeIt(@Nullable Object value) {
                return value instanceof CharSequence || value instanceof Enum<?>;
            }

            @Override
            boolean mayBeIt(@Nullable Object value) {
                return true;
            }
        };

        /** Returns whether a value is taken for it, for want of a name. */
        abstract boolean looksLikeIt(@Nullable Object value);

        /** Returns whether a value may be what the title names. */
        abstract boolean mayBeIt(@Nullable Object value);
    }

    private Part(Kind kind, List<String> words, @Nullable String name) {
        this.kind = kind;
        this.words = words;
        this.name = name;
    }

    /** Returns the number that a chart of this title draws. */
    static Part number(String title) {
        return new Part(Kind.NUMBER, words(BY.split(title, 2)[0]), null);
    }

    /** Returns what names the series that a chart of this title draws. */
    static Part series(String title) {
        String[] sides = BY.split(title, 2);
        return new Part(Kind.SERIES, sides.length < 2 ? List.of() : words(sides[1]), null);
    }

    /** Returns the number in a field. */
    static Part numberIn(String field) {
        return new Part(Kind.NUMBER, List.of(), field);
    }

    /** Returns the field that names the series. */
    static Part seriesIn(String field) {
        return new Part(Kind.SERIES, List.of(), field);
    }

    private static List<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Override
    public @Nullable Object of(Object result) {
        Object value = result instanceof WindowResult<?, ?> window ? window.value() : result;
        if (value == null || (kind == Kind.NUMBER && value instanceof Number)) {
            return value;
        }
        if (name == null) {
            name = named(value);
        }
        Object key = name == null && kind == Kind.SERIES ? keyOf(result) : null;
        if (key != null) {
            return key;
        }
        if (name == null) {
            name = first(value);
        }
        return name == null ? null : Fields.get(value, name);
    }

    private static @Nullable Object keyOf(Object result) {
        if (result instanceof WindowResult<?, ?> window) {
            return window.key();
        }
        return result instanceof Event event ? event.key() : null;
    }

    /** Returns the field that a word of the title names, or one whose name begins so. */
    private @Nullable String named(Object value) {
        for (String word : words) {
            String found = find(value, field -> field.equals(word));
            if (found != null) {
                return found;
            }
        }
        for (String word : words) {
            String found = find(value, field -> word.length() >= SHORTEST_BEGINNING && field.startsWith(word));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable String find(Object value, Predicate<String> isNamed) {
        for (String field : Fields.names(value)) {
            if (isNamed.test(field.toLowerCase(Locale.ROOT)) && kind.mayBeIt(Fields.get(value, field))) {
                return field;
            }
        }
        return null;
    }

    private @Nullable String first(Object value) {
        for (String field : Fields.names(value)) {
            if (kind.looksLikeIt(Fields.get(value, field))) {
                return field;
            }
        }
        return null;
    }
}
