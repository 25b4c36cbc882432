// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.join;

import io.leat.state.TableView;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes any number of values of an event and a table.
 *
 * @param <T> the events
 * @param <K> the keys of the table
 * @param <B> its values
 * @param <R> what is made
 */
@FunctionalInterface
public interface TableExpand<T extends @Nullable Object, K, B, R> {
    /**
     * Hands each value made of {@code event} to {@code out}. Both {@code table} and {@code out} are valid during this call only.
     *
     * @throws Exception anything; it goes to the step's failure policy, and what was handed out before goes on
     */
    void apply(T event, TableView<K, B> table, Consumer<? super R> out) throws Exception;
}
