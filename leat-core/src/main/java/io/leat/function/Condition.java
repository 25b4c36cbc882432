// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

/**
 * A yes-or-no question about a value.
 *
 * @param <T> what it asks about
 */
@FunctionalInterface
public interface Condition<T> {
    /**
     * Returns whether the condition holds for {@code value}.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    boolean test(T value) throws Exception;
}
