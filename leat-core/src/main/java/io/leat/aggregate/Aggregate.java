// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

import io.leat.codec.Codec;
import io.leat.function.Condition;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A description of what is computed over the events of a window. Immutable; made by {@link Aggregates}.
 *
 * <p>The functions in it are called by one thread at a time per key, as often as events come; they must not keep state.
 *
 * @param <K> the key of the window
 * @param <T> the events
 * @param <R> the result
 */
public sealed interface Aggregate<K extends @Nullable Object, T, R extends @Nullable Object> {
    /** Returns this aggregate with {@code f} applied to each result. */
    default <Q extends @Nullable Object> Aggregate<K, T, Q> then(Function<? super R, ? extends Q> f) {
        return new Then<>(this, f);
    }

    /** The key. */
    record Key<K extends @Nullable Object>() implements Aggregate<K, Object, K> {}

    /** One bound of the window, as an {@code Instant}. */
    record Bound(boolean isEnd) implements Aggregate<@Nullable Object, Object, java.time.Instant> {}

    /** How many events. */
    record Count() implements Aggregate<@Nullable Object, Object, Long> {}

    /** The sum of a whole number: 128 bits inside, and an {@code ArithmeticException} when read if a long cannot hold it. */
    record SumLong<T>(ToLongFunction<? super T> of) implements Aggregate<@Nullable Object, T, Long> {}

    /** The compensated sum of a floating-point number. */
    record SumDouble<T>(ToDoubleFunction<? super T> of) implements Aggregate<@Nullable Object, T, Double> {}

    /** The mean: the compensated sum over the count. */
    record Average<T>(ToDoubleFunction<? super T> of) implements Aggregate<@Nullable Object, T, Double> {}

    /** The smallest or largest whole number. */
    record ExtremeLong<T>(ToLongFunction<? super T> of, boolean isMax)
            implements Aggregate<@Nullable Object, T, Long> {}

    /** The smallest or largest value by an order; of equal ones that of the earliest event. Values that are null do not count. */
    record Extreme<T, C>(Function<? super T, ? extends @Nullable C> of, Comparator<? super C> order, boolean isMax)
            implements Aggregate<@Nullable Object, T, @Nullable C> {}

    /** The value of the event with the smallest or largest timestamp; of equal ones the first or last that came. */
    record Edge<T, C>(Function<? super T, ? extends @Nullable C> of, boolean isLast)
            implements Aggregate<@Nullable Object, T, @Nullable C> {}

    /** How many different values, by {@code equals}, exactly. Values that are null do not count. */
    record CountDistinct<T>(Function<? super T, ? extends @Nullable Object> of)
            implements Aggregate<@Nullable Object, T, Long> {}

    /**
     * The {@code n} largest or smallest by {@code by}, in this order, as what {@code of} makes of each. Those for which
     * {@code by} is null do not count. Of equal ones first those with the smaller {@code tie}, if it is given, by its natural
     * order, or by its bytes if it has none; then the earliest by time.
     */
    record Top<T, C, V>(
            int n,
            Function<? super T, ? extends @Nullable C> by,
            Comparator<? super C> order,
            boolean isMax,
            @Nullable Function<? super T, ? extends @Nullable Object> tie,
            Function<? super T, ? extends V> of)
            implements Aggregate<@Nullable Object, T, List<V>> {
        public Top {
            if (n < 1) {
                throw new IllegalArgumentException("the top " + n + ": give a number from 1 up");
            }
        }
    }

    /** The events by time, of equal ones by arrival; at most the first {@code atMost} of that order. */
    record Collect<T>(int atMost) implements Aggregate<@Nullable Object, T, List<T>> {}

    /**
     * An accumulator of the user's own. {@code combine} may change and return its first argument, and leaves the second.
     *
     * @param accumulators writes accumulators; null if they are of a class for which a codec is derived
     * @param of what is added of an event; called for all aggregates of a step before anything is added
     */
    record Custom<T, V, A, R extends @Nullable Object>(
            @Nullable Codec<A> accumulators,
            Function<? super T, ? extends V> of,
            Supplier<A> create,
            BiFunction<A, V, A> add,
            BinaryOperator<A> combine,
            Function<A, R> finish)
            implements Aggregate<@Nullable Object, T, R> {}

    /** Another aggregate over only those events for which {@code condition} holds; empty if there were none. */
    record Where<K extends @Nullable Object, T, R>(
            Condition<? super T> condition, Aggregate<? super K, ? super T, ? extends @Nullable R> what)
            implements Aggregate<K, T, java.util.Optional<R>> {}

    /** A function of another aggregate's result. */
    record Then<K extends @Nullable Object, T, R extends @Nullable Object, Q extends @Nullable Object>(
            Aggregate<K, T, R> what, Function<? super R, ? extends Q> then) implements Aggregate<K, T, Q> {}

    /** Several aggregates in one record of the user's. */
    record Row<K extends @Nullable Object, T, R>(
            Class<R> type,
            Function<@Nullable Object[], R> make,
            List<Aggregate<? super K, ? super T, ? extends @Nullable Object>> parts)
            implements Aggregate<K, T, R> {
        public Row {
            parts = List.copyOf(parts);
        }
    }
}
