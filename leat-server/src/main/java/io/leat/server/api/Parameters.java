// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.server.route.Endpoint;
import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What comes after the question mark. */
final class Parameters {
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");

    private Parameters() {}

    /** Returns an endpoint that refuses all parameters but these. */
    static Endpoint only(Endpoint endpoint, String... names) {
        List<String> known = List.of(names);
        return request -> {
            for (String given : request.parameterNames()) {
                if (!known.contains(given)) {
                    throw new Problem(
                            400,
                            "there is no parameter '" + given + "' here: "
                                    + (known.isEmpty() ? "give none" : "there are " + known));
                }
            }
            return endpoint.answer(request);
        };
    }

    /**
     * Returns a whole number.
     *
     * @throws Problem if it is none, or out of its range
     */
    static int number(Request request, String name, int unlessGiven, int most) throws Problem {
        String given = request.parameter(name);
        return given == null ? unlessGiven : (int) number(name, given, most);
    }

    /**
     * Returns the number that a result or a late event has.
     *
     * @throws Problem if it is not given, or none
     */
    static long number(Request request, String name) throws Problem {
        return number(name, text(request, name), Long.MAX_VALUE);
    }

    private static long number(String name, String given, long most) throws Problem {
        try {
            long number = Long.parseLong(given);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // it is told below
        }
        throw new Problem(400, name + "=" + given + ": give a whole number from 0 to " + most);
    }

    /**
     * Returns a time: milliseconds since 1970, or ISO 8601 with a zone; null if it is not given.
     *
     * @throws Problem if it is neither
     */
    static @Nullable Instant time(Request request, String name) throws Problem {
        String given = request.parameter(name);
        if (given == null) {
            return null;
        }
        try {
            return WHOLE.matcher(given).matches()
                    ? Instant.ofEpochMilli(Long.parseLong(given))
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(given, Instant::from);
        } catch (NumberFormatException | DateTimeException e) {
            throw new Problem(
                    400,
                    name + "=" + given
                            + ": give milliseconds since 1970-01-01T00:00:00Z, or a time such as 2024-03-31T01:00:00Z");
        }
    }

    /**
     * Returns a text.
     *
     * @throws Problem if it is not given
     */
    static String text(Request request, String name) throws Problem {
        String given = request.parameter(name);
        if (given == null) {
            throw new Problem(400, "the parameter " + name + " is missing");
        }
        return given;
    }
}
