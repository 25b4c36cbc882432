// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.function;

import java.io.Serializable;

/**
 * Makes one value of another, or a key of a value.
 *
 * <p>It is {@code Serializable} for one reason: the types of a lambda's parameters and result can then be read when the
 * pipeline is built. Nothing is ever serialised with it.
 *
 * @param <T> what it takes
 * @param <R> what it gives
 */
@FunctionalInterface
public interface Mapper<T, R> extends Serializable {
    /**
     * Returns the value made of {@code value}.
     *
     * @throws Exception anything; it goes to the step's failure policy
     */
    R apply(T value) throws Exception;
}
