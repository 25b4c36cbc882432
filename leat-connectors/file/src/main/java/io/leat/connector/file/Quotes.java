// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file;

import org.jspecify.annotations.Nullable;

/**
 * Follows the quotes of a CSV record line by line, to tell where it ends: a quote opens at the beginning of a cell only, two
 * quotes inside are one, and behind the closing one the cell ends.
 */
final class Quotes {
    private enum State {
        CELL_BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final char delimiter;
    private final char quote;
    private State state = State.CELL_BEGINS;
    private @Nullable String problem;

    Quotes(char delimiter, char quote) {
        this.delimiter = delimiter;
        this.quote = quote;
    }

    /** Follows a whole line. Returns whether the record goes on in the next one. */
    boolean goesOnAfter(String line) {
        for (int i = 0; i < line.length() && problem == null; i++) {
            state = next(line.charAt(i));
        }
        return problem == null && state == State.QUOTED;
    }

    private State next(char c) {
        if (state == State.QUOTED) {
            return c == quote ? State.QUOTE_IN_QUOTED : State.QUOTED;
        }
        if (c == delimiter) {
            return State.CELL_BEGINS;
        }
        if (c == quote && state == State.QUOTE_IN_QUOTED) {
            return State.QUOTED;
        }
        if (c == quote && state == State.CELL_BEGINS) {
            return State.QUOTED;
        }
        if (state == State.QUOTE_IN_QUOTED) {
            problem = "a quote closes, but '" + c + "' and not the delimiter '" + delimiter + "' comes next";
        } else if (c == '\r') {
            problem = "a carriage return inside the line, outside quotes";
        }
        return State.PLAIN;
    }

    /** Returns what is wrong with a record that ends here, or null. */
    @Nullable
    String problem() {
        return problem == null && state == State.QUOTED ? "a quote opens and never closes" : problem;
    }
}
