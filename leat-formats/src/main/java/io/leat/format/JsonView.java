// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format;

import io.leat.format.value.ViewOutput;
import org.jspecify.annotations.Nullable;

/**
 * Any value as JSON for people to look at. Unlike {@link Json} it never fails, and is never much longer than it may be: what is too long,
 * too deep or holds itself is cut, and {@code …} stands for the rest.
 *
 * <p>Values are written as {@link Json} writes them. Whole numbers beyond 2<sup>53</sup> and decimal fractions that a browser would round are
 * text, as are records of modules that keep them to themselves. In place of what throws when it is asked stands what it threw. Immutable.
 */
public final class JsonView {
    private final String text;

    private JsonView(String text) {
        this.text = text;
    }

    /**
     * Returns the JSON of a value. The value must not be changed meanwhile; if it is, the JSON may show a part of the change.
     *
     * @param atMost about how many characters it may have, at least 1
     */
    public static JsonView of(@Nullable Object value, int atMost) {
        return new JsonView(ViewOutput.write(value, atMost));
    }

    /** Returns the JSON. */
    @Override
    public String toString() {
        return text;
    }
}
