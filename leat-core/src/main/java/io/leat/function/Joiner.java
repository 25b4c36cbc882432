// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

import org.jspecify.annotations.Nullable;

/**
 * Makes the result of a pair that a join has found.
 *
 * @param <A> the left side; null in the result of a right record alone, where a join gives that
 * @param <B> the right side; null in the result of a left record alone
 * @param <R> the result
 */
@FunctionalInterface
public interface Joiner<A extends @Nullable Object, B extends @Nullable Object, R> {
    /**
     * Returns the result for the pair.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    R join(A left, B right) throws Exception;
}
