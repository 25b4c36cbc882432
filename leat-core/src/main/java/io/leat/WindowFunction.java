// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes something over the events of a window: a lambda {@code events -> …}, or one of these.
 *
 * <p>In those over a field, an event without it, or with null in it, counts as 0. Whole numbers give a {@code Long}, exactly;
 * where one is floating, the result is a {@code Double}; decimals give a {@code BigDecimal}.
 */
@FunctionalInterface
public interface WindowFunction {
    /**
     * Returns the result.
     *
     * @param events by time, of equal times by arrival
     * @throws Exception anything; it goes to who asked for the result
     */
    @Nullable
    Object apply(List<Event> events) throws Exception;

    /** How many events, as a {@code Long}. */
    static WindowFunction count() {
        return events -> (long) events.size();
    }

    /** The sum of a field; fails if it is whole and no long can hold it. */
    static WindowFunction sum(String field) {
        return events -> Numbers.sum(numbers(events, field));
    }

    /** The mean of a field as a {@code Double}; null of no events. */
    static WindowFunction avg(String field) {
        return events -> Numbers.average(numbers(events, field));
    }

    /** The largest value of a field; 0 of no events. */
    static WindowFunction max(String field) {
        return events -> Numbers.extreme(numbers(events, field), 1);
    }

    /** The smallest value of a field; 0 of no events. */
    static WindowFunction min(String field) {
        return events -> Numbers.extreme(numbers(events, field), -1);
    }

    private static List<Number> numbers(List<Event> events, String field) {
        List<Number> numbers = new ArrayList<>(events.size());
        for (Event event : events) {
            numbers.add(event.number(field, 0L));
        }
        return numbers;
    }
}
