// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.pattern;

import io.leat.function.Condition;

/**
 * A yes-or-no question about an event and what a match has taken before it.
 *
 * @param <T> the events
 */
@FunctionalInterface
public interface PatternCondition<T> {
    /**
     * Returns whether the event fits.
     *
     * @param soFar the events taken so far, without this one; valid only during the call
     * @throws Exception anything; it goes to the step's failure policy, and the event does not fit
     */
    boolean test(T event, Matched<T> soFar) throws Exception;

    /** Returns whether the answer may depend on what was taken before. If not, it is asked once for each event. */
    default boolean looksBack() {
        return true;
    }

    /** Returns the question that {@code condition} asks about the event alone. */
    static <T> PatternCondition<T> of(Condition<? super T> condition) {
        return new OfEvent<>(condition);
    }

    /** A question about the event alone. */
    record OfEvent<T>(Condition<? super T> condition) implements PatternCondition<T> {
        @Override
        public boolean test(T event, Matched<T> soFar) throws Exception {
            return condition.test(event);
        }

        @Override
        public boolean looksBack() {
            return false;
        }
    }
}
