// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

/**
 * Something to be done with a value.
 *
 * @param <T> what it is done with
 */
@FunctionalInterface
public interface Action<T> {
    /**
     * Does it.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    void accept(T value) throws Exception;
}
