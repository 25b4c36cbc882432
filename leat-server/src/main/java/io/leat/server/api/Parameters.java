// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.server.route.Problem;
import io.leat.server.route.Request;
import org.jspecify.annotations.Nullable;

/** What comes after the question mark, as numbers. */
final class Parameters {
    private Parameters() {}

    /**
     * Returns a whole number.
     *
     * @throws Problem if it is none, or out of its range
     */
    static int number(Request request, String name, int unlessGiven, int most) throws Problem {
        Long given = number(request, name);
        if (given == null) {
            return unlessGiven;
        }
        if (given < 0 || given > most) {
            throw new Problem(400, name + "=" + given + ": give a number from 0 to " + most);
        }
        return given.intValue();
    }

    /** Returns a whole number; null if it is not given. */
    static @Nullable Long number(Request request, String name) throws Problem {
        String given = request.parameter(name);
        try {
            return given == null ? null : (Long) Long.parseLong(given);
        } catch (NumberFormatException e) {
            throw new Problem(400, name + "=" + given + ": give a whole number");
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
