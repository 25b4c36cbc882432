// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

/**
 * Makes the result of a pair that a join has found.
 *
 * @param <A> the left side
 * @param <B> the right side
 * @param <R> the result
 */
@FunctionalInterface
public interface Joiner<A, B, R> {
    /**
     * Returns the result for the pair.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    R join(A left, B right) throws Exception;
}
