// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

import java.util.function.Consumer;

/**
 * Makes any number of values of one, without a collection between.
 *
 * @param <T> what it takes
 * @param <R> what it gives
 */
@FunctionalInterface
public interface Expand<T, R> {
    /**
     * Hands each value made of {@code value} to {@code out}, which is valid during this call only.
     *
     * @throws Exception anything; it goes to the step's failure policy, and what was handed out before goes on
     */
    void apply(T value, Consumer<? super R> out) throws Exception;
}
