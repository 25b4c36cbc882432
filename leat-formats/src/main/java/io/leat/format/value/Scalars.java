// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.leat.format.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The kinds of single values. */
final class Scalars {
    /** Longer numbers are refused: reading them takes time that grows by the square of their length. */
    private static final int MAX_DIGITS = 1000;

    private static final Map<Class<?>, Kind> KINDS = new HashMap<>();

    static {
        put(new Text(), String.class, CharSequence.class);
        put(new Truth(), boolean.class, Boolean.class);
        put(new Whole(Byte.MIN_VALUE, Byte.MAX_VALUE, v -> (byte) v), byte.class, Byte.class);
        put(new Whole(Short.MIN_VALUE, Short.MAX_VALUE, v -> (short) v), short.class, Short.class);
        put(new Whole(Integer.MIN_VALUE, Integer.MAX_VALUE, v -> (int) v), int.class, Integer.class);
        put(new Whole(Long.MIN_VALUE, Long.MAX_VALUE, v -> v), long.class, Long.class);
        put(new Fraction(false), double.class, Double.class);
        put(new Fraction(true), float.class, Float.class);
        put(new Exact("a number", BigDecimal::new), BigDecimal.class);
        put(new Exact("a whole number", BigInteger::new), BigInteger.class);
        put(new Parsed("a single character", Scalars::character), char.class, Character.class);
        put(new Parsed("a date such as 2023-11-16", LocalDate::parse), LocalDate.class);
        put(new Parsed("a time of day such as 18:17:03", LocalTime::parse), LocalTime.class);
        put(new Parsed("a local time such as 2023-11-16T18:17:03", LocalDateTime::parse), LocalDateTime.class);
        put(new Parsed("a duration such as PT1.5S", Duration::parse), Duration.class);
        put(new Parsed("a UUID", UUID::fromString), UUID.class);
    }

    private Scalars() {}

    private static void put(Kind kind, Class<?>... types) {
        for (Class<?> type : types) {
            KINDS.put(type, kind);
        }
    }

    /** Returns the kind of a type, or null if its values are not single ones. */
    static @Nullable Kind of(Class<?> type, Times times) {
        if (type == Instant.class) {
            return time(times);
        }
        return type.isEnum() ? enumOf(type) : KINDS.get(type);
    }

    /** Returns the kind of points in time. */
    static Kind time(Times times) {
        return new Time(times);
    }

    private static Kind enumOf(Class<?> type) {
        Map<String, Object> byName = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            byName.put(((Enum<?>) constant).name(), constant);
        }
        String expected = "one of "
                + String.join(
                        ", ",
                        Arrays.stream(type.getEnumConstants())
                                .map(constant -> ((Enum<?>) constant).name())
                                .toList());
        return new Parsed(expected, byName::get);
    }

    private static @Nullable Object character(String text) {
        return text.length() == 1 ? text.charAt(0) : null;
    }

    private static final class Text extends Kind {
        @Override
        boolean isText() {
            return true;
        }

        @Override
        String expected() {
            return "a text";
        }

        @Override
        Object ofText(String text) {
            return text;
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw mismatch(in);
            }
            return in.getText();
        }
    }

    private static final class Truth extends Kind {
        @Override
        String expected() {
            return "true or false";
        }

        @Override
        Object ofText(String text) throws Unreadable {
            return switch (text.strip().toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> throw mismatch(text);
            };
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            return switch (in.currentToken()) {
                case VALUE_TRUE -> true;
                case VALUE_FALSE -> false;
                default -> throw mismatch(in);
            };
        }
    }

    private static final class Whole extends Kind {
        private final long min;
        private final long max;
        private final LongFunction<Object> box;

        Whole(long min, long max, LongFunction<Object> box) {
            this.min = min;
            this.max = max;
            this.box = box;
        }

        @Override
        String expected() {
            return "a whole number from " + min + " to " + max;
        }

        @Override
        Object ofText(String text) throws Unreadable {
            try {
                long value = Long.parseLong(text.strip());
                if (value >= min && value <= max) {
                    return box.apply(value);
                }
            } catch (NumberFormatException e) {
                throw mismatch(text);
            }
            throw mismatch(text);
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || in.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
                throw mismatch(in);
            }
            long value = in.getLongValue();
            if (value < min || value > max) {
                throw mismatch(in);
            }
            return box.apply(value);
        }
    }

    private static final class Fraction extends Kind {
        private final boolean single;

        Fraction(boolean single) {
            this.single = single;
        }

        @Override
        String expected() {
            return "a number";
        }

        @Override
        Object ofText(String text) throws Unreadable {
            String number = text.strip();
            try {
                // Java also reads 1d and 0x1p3, which are no numbers elsewhere
                if (number.endsWith("NaN") || number.endsWith("Infinity") || isPlain(number)) {
                    return boxed(Double.parseDouble(number), text);
                }
            } catch (NumberFormatException e) {
                throw mismatch(text);
            }
            throw mismatch(text);
        }

        private static boolean isPlain(String number) {
            return !number.isEmpty()
                    && !Character.isLetter(number.charAt(number.length() - 1))
                    && number.indexOf('x') < 0
                    && number.indexOf('X') < 0;
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            return switch (in.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(in);
                case VALUE_STRING -> notFinite(in);
                default -> throw mismatch(in);
            };
        }

        private Object finite(JsonParser in) throws IOException, Unreadable {
            double value = in.getDoubleValue();
            if (Double.isInfinite(single ? (float) value : value)) {
                throw Unreadable.found(Unreadable.shortened(in.getText()), this);
            }
            return boxed(value);
        }

        /** JSON has no words for these three: they are written as text. */
        private Object notFinite(JsonParser in) throws IOException, Unreadable {
            return switch (in.getText()) {
                case "NaN" -> boxed(Double.NaN);
                case "Infinity" -> boxed(Double.POSITIVE_INFINITY);
                case "-Infinity" -> boxed(Double.NEGATIVE_INFINITY);
                default -> throw mismatch(in);
            };
        }

        private Object boxed(double value, String text) throws Unreadable {
            if (Double.isInfinite(single ? (float) value : value) && !text.contains("Infinity")) {
                throw mismatch(text);
            }
            return boxed(value);
        }

        private Object boxed(double value) {
            if (single) {
                return (float) value;
            }
            return value;
        }
    }

    private static final class Exact extends Kind {
        private final String expected;
        private final Function<String, Object> parse;

        Exact(String expected, Function<String, Object> parse) {
            this.expected = expected;
            this.parse = parse;
        }

        @Override
        String expected() {
            return expected + " of at most " + MAX_DIGITS + " digits";
        }

        @Override
        Object ofText(String text) throws Unreadable {
            String number = text.strip();
            try {
                if (number.length() <= MAX_DIGITS) {
                    return parse.apply(number);
                }
            } catch (NumberFormatException e) {
                throw mismatch(text);
            }
            throw mismatch(text);
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (!in.currentToken().isNumeric()) {
                throw mismatch(in);
            }
            return ofText(in.getText());
        }
    }

    private static final class Time extends Kind {
        private final Times times;

        Time(Times times) {
            this.times = times;
        }

        @Override
        String expected() {
            return times.expected();
        }

        @Override
        Object ofText(String text) throws Unreadable {
            try {
                return times.ofTextOrNumber(text.strip());
            } catch (DateTimeException e) {
                throw mismatch(text);
            }
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            try {
                return switch (in.currentToken()) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ofNumber(in);
                    case VALUE_STRING -> times.ofText(in.getText());
                    default -> throw mismatch(in);
                };
            } catch (DateTimeException e) {
                throw mismatch(in);
            }
        }

        private Instant ofNumber(JsonParser in) throws IOException {
            boolean fits = in.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            return fits ? times.ofNumber(in.getLongValue()) : times.ofNumber(in.getDecimalValue());
        }
    }

    /** Values that are written as text: dates, constants of enums. */
    private static final class Parsed extends Kind {
        private final String expected;
        private final Function<String, @Nullable Object> parse;

        Parsed(String expected, Function<String, @Nullable Object> parse) {
            this.expected = expected;
            this.parse = parse;
        }

        @Override
        String expected() {
            return expected;
        }

        @Override
        Object ofText(String text) throws Unreadable {
            Object value;
            try {
                value = parse.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw mismatch(text);
            }
            if (value == null) {
                throw mismatch(text);
            }
            return value;
        }

        @Override
        Object ofJson(JsonParser in) throws IOException, Unreadable {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw mismatch(in);
            }
            return ofText(in.getText());
        }
    }
}
