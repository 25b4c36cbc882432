// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.value.Numbers;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Results by name, as {@link StreamProcessor#aggregateWindow} gives them. Immutable, as long as the values are.
 *
 * @param asMap the results in the order of their functions; values may be null
 */
public record Fields(Map<String, ?> asMap) {
    public Fields {
        asMap = Collections.unmodifiableMap(new LinkedHashMap<>(asMap));
    }

    /**
     * Returns a result, which is null if its function gave null, as the mean of no events is.
     *
     * @throws NoSuchElementException if there is none of that name; the message lists those there are
     */
    public @Nullable Object get(String name) {
        if (!asMap.containsKey(name)) {
            throw new NoSuchElementException("no result '" + name + "': there are " + asMap.keySet());
        }
        return asMap.get(name);
    }

    /**
     * Returns a whole number.
     *
     * @throws NoSuchElementException if there is no result of that name
     * @throws IllegalArgumentException if it is null, not a number, not whole, or too large for a long
     */
    public long getLong(String name) {
        try {
            return Numbers.exactLong(number(name));
        } catch (ArithmeticException e) {
            throw wrong(name, "a whole number that fits a long", e);
        }
    }

    /**
     * Returns a number.
     *
     * @throws NoSuchElementException if there is no result of that name
     * @throws IllegalArgumentException if it is null or not a number
     */
    public double getDouble(String name) {
        return number(name).doubleValue();
    }

    private Number number(String name) {
        if (get(name) instanceof Number number) {
            return number;
        }
        throw wrong(name, "a number", null);
    }

    private IllegalArgumentException wrong(String name, String wanted, @Nullable Exception cause) {
        Object value = get(name);
        String found = value == null ? "null" : value.getClass().getSimpleName() + " " + value;
        return new IllegalArgumentException("result '" + name + "' is " + found + ", not " + wanted, cause);
    }
}
