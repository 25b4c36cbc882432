// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

import java.util.List;
import java.util.NoSuchElementException;

/**
 * The events that a match has taken, by the names of the pattern's steps.
 *
 * @param <T> the events
 */
public interface Matched<T> {
    /**
     * Returns the events that a step has taken, in order; none if it is optional or has not been reached.
     *
     * @throws IllegalArgumentException if the pattern has no step of this name that takes events
     */
    List<T> all(String step);

    /** Returns whether a step has taken an event. */
    default boolean has(String step) {
        return !all(step).isEmpty();
    }

    /**
     * Returns the first event that a step has taken.
     *
     * @throws NoSuchElementException if it has taken none
     */
    default T first(String step) {
        return notEmpty(step).get(0);
    }

    /**
     * Returns the last event that a step has taken.
     *
     * @throws NoSuchElementException if it has taken none
     */
    default T last(String step) {
        List<T> events = notEmpty(step);
        return events.get(events.size() - 1);
    }

    /**
     * Returns the only event that a step has taken.
     *
     * @throws NoSuchElementException if it has taken none
     * @throws IllegalStateException if it has taken several
     */
    default T one(String step) {
        List<T> events = notEmpty(step);
        if (events.size() > 1) {
            throw new IllegalStateException("step '" + step + "' has taken " + events.size()
                    + " events, not one: use all(\"" + step + "\"), first or last");
        }
        return events.get(0);
    }

    private List<T> notEmpty(String step) {
        List<T> events = all(step);
        if (events.isEmpty()) {
            throw new NoSuchElementException(
                    "step '" + step + "' has taken no event: ask has(\"" + step + "\") before");
        }
        return events;
    }
}
