// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.dispatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path of a route. A segment such as {@code {job}} stands for any text, whatever characters it has once it is decoded. */
public final class PathPattern {
    private static final Pattern FORM = Pattern.compile("(/([A-Za-z0-9_~-][A-Za-z0-9._~-]*|\\{[a-z]+}))+|/");

    private final String text;
    private final List<String> segments;

    private PathPattern(String text) {
        this.text = text;
        this.segments = List.of(text.split("/", -1));
    }

    /**
     * Returns the pattern that a text says.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static PathPattern of(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "the path '" + text + "': give one like /events/calls, of letters, digits "
                            + "and . _ ~ - that are not in need of escapes, or with whole segments like {job}");
        }
        return new PathPattern(text);
    }

    /** Returns whether it is the path of one request only. */
    boolean isExact() {
        return text.indexOf('{') < 0;
    }

    /**
     * Returns what a path has in place of the names in braces, decoded; null if it is not of this form.
     *
     * @param path with escapes
     */
    @Nullable
    Map<String, String> match(String path) {
        String[] given = path.split("/", -1);
        if (given.length != segments.size()) {
            return null;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < given.length; i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) {
                String value = decode(given[i]);
                if (value.isEmpty()) {
                    return null;
                }
                values.put(segment.substring(1, segment.length() - 1), value);
            } else if (!segment.equals(given[i])) {
                return null;
            }
        }
        return values;
    }

    /** Returns a text with its escapes decoded; as it is, if something in it is no escape. */
    public static String decode(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
