// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.PipelineException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The string parameters of a {@link PipelineFactory}. Asking for one that is missing or malformed is a clear error. */
public final class Parameters {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)\\s*(ms|s|m|h|d)");

    private final Map<String, String> values;
    private final Set<String> asked = new ConcurrentSkipListSet<>();

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Returns parameters from names and values in turn.
     *
     * @throws IllegalArgumentException if the last name has no value
     */
    public static Parameters of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "parameters are given as name, value, name, value: " + Arrays.toString(namesAndValues));
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Parameters(values);
    }

    /**
     * Returns parameters from words of the form {@code name=value}.
     *
     * @throws IllegalArgumentException if a word has another form, or a name comes twice
     */
    public static Parameters parse(List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("parameter '" + word + "' is not of the form name=value");
            }
            if (values.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new IllegalArgumentException("parameter '" + word.substring(0, equals) + "' is given twice");
            }
        }
        return new Parameters(values);
    }

    /**
     * Returns a text.
     *
     * @throws PipelineException if it was not given
     */
    public String text(String name) {
        String value = find(name);
        if (value == null) {
            throw new PipelineException("parameter '" + name + "' is missing: give " + name + "=…");
        }
        return value;
    }

    /** Returns a text, or {@code ifNone}. */
    public String text(String name, String ifNone) {
        String value = find(name);
        return value == null ? ifNone : value;
    }

    /**
     * Returns a path, as it was given; a relative one is relative to the process's directory.
     *
     * @throws PipelineException if it was not given or cannot be a path
     */
    public Path path(String name) {
        String value = text(name);
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw malformed(name, value, "a path", e);
        }
    }

    /**
     * Returns a duration: a whole number with ms, s, m, h or d, such as {@code 60s}, or ISO-8601, such as {@code PT1M}.
     *
     * @throws PipelineException if it was not given or is malformed
     */
    public Duration duration(String name) {
        return parsedDuration(name, text(name));
    }

    /** Returns a duration, or {@code ifNone}. */
    public Duration duration(String name, Duration ifNone) {
        String value = find(name);
        return value == null ? ifNone : parsedDuration(name, value);
    }

    /**
     * Returns a whole number, or {@code ifNone}.
     *
     * @throws PipelineException if it is malformed
     */
    public long number(String name, long ifNone) {
        String value = find(name);
        try {
            return value == null ? ifNone : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw malformed(name, String.valueOf(value), "a whole number", e);
        }
    }

    /**
     * Returns a time zone such as {@code Europe/Berlin}, or {@code ifNone}.
     *
     * @throws PipelineException if there is no such zone
     */
    public ZoneId zone(String name, ZoneId ifNone) {
        String value = find(name);
        try {
            return value == null ? ifNone : ZoneId.of(value);
        } catch (DateTimeException e) {
            throw malformed(name, String.valueOf(value), "a time zone such as Europe/Berlin, UTC or +05:45", e);
        }
    }

    private @Nullable String find(String name) {
        asked.add(name);
        return values.get(name);
    }

    private static Duration parsedDuration(String name, String value) {
        Matcher form = SHORT_DURATION.matcher(value);
        try {
            return form.matches() ? ofUnit(Long.parseLong(form.group(1)), form.group(2)) : Duration.parse(value);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw malformed(name, value, "a duration such as 500ms, 60s, 5m, 1h or PT1M30S", e);
        }
    }

    private static Duration ofUnit(long number, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static PipelineException malformed(String name, String value, String allowed, Exception cause) {
        return new PipelineException("parameter '" + name + "' is '" + value + "': give " + allowed, cause);
    }

    void checkAllUsed() {
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(asked);
        if (!unknown.isEmpty()) {
            throw new PipelineException(
                    "unknown parameter " + unknown + ": the pipeline asks for " + String.join(", ", asked));
        }
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
