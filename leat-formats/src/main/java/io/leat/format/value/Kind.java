// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.value;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A type of values, which it reads from the text of a CSV cell and from JSON. Strict: a text is not a number, a number is not
 * a text, and what does not fit is not made to.
 */
abstract class Kind {
    /** Returns what a value looks like, such as "a whole number": it ends the sentence "expected …". */
    abstract String expected();

    /** Reads a value from the text of a cell that is not empty. */
    abstract Object ofText(String text) throws Unreadable;

    /** Reads a value from JSON; the parser stands at its first token, which is not null, and then at its last. */
    abstract Object ofJson(JsonParser in) throws IOException, Unreadable;

    /** Returns whether a cell of text can hold it. */
    boolean isScalar() {
        return true;
    }

    /** Returns whether an empty text is a value. */
    boolean isText() {
        return false;
    }

    /** Returns what stands for a value that is not there. */
    @Nullable
    Object absent() {
        return null;
    }

    /** Reads a value from JSON that may be null. */
    final @Nullable Object ofJsonOrNull(JsonParser in) throws IOException, Unreadable {
        return in.currentToken() == JsonToken.VALUE_NULL ? absent() : ofJson(in);
    }

    /** Returns that something else than this is there. */
    final Unreadable mismatch(JsonParser in) throws IOException {
        return Unreadable.found(describe(in), this);
    }

    /** Returns that a text is not this. */
    final Unreadable mismatch(String text) {
        return Unreadable.found(Unreadable.quoted(text), this);
    }

    private static String describe(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "a list";
            case VALUE_STRING -> Unreadable.quoted(in.getText());
            default -> Unreadable.shortened(in.getText());
        };
    }
}
