// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.aggregate;

import io.leat.codec.Codec;
import io.leat.function.Condition;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The aggregates, to be imported statically; {@code row(Load.class, Load::new, key(), count(), …)} puts several into a
 * record of the user's.
 *
 * <p>{@code sum} and {@code sumDouble} are two names because overloads on {@code ToLongFunction} and
 * {@code ToDoubleFunction} would make every lambda ambiguous.
 */
public final class Aggregates extends LongRows {
    private Aggregates() {}

    /** The key of the window; null for a window over all events. */
    public static <K extends @Nullable Object> Aggregate<K, Object, K> key() {
        return new Aggregate.Key<>();
    }

    /** The first instant of the window. */
    public static Aggregate<@Nullable Object, Object, Instant> windowStart() {
        return new Aggregate.Bound(false);
    }

    /** The first instant after the window. */
    public static Aggregate<@Nullable Object, Object, Instant> windowEnd() {
        return new Aggregate.Bound(true);
    }

    /** How many events. */
    public static Aggregate<@Nullable Object, Object, Long> count() {
        return new Aggregate.Count();
    }

    /** The sum of a whole number, exact. A sum that no long can hold makes the result a dead letter. */
    public static <T> Aggregate<@Nullable Object, T, Long> sum(ToLongFunction<? super T> of) {
        return new Aggregate.SumLong<>(of);
    }

    /** The sum of a floating-point number, compensated (Neumaier 1974): its error does not grow with the number of events. */
    public static <T> Aggregate<@Nullable Object, T, Double> sumDouble(ToDoubleFunction<? super T> of) {
        return new Aggregate.SumDouble<>(of);
    }

    /** The mean of a number, from its compensated sum. Of none, which only {@code where} can ask for, it is absent. */
    public static <T> Aggregate<@Nullable Object, T, Double> avg(ToDoubleFunction<? super T> of) {
        return new Aggregate.Average<>(of);
    }

    /** The smallest value, null if all were null; of equal ones that of the earliest event, then the first that came. */
    public static <T, C extends Comparable<? super C>> Aggregate<@Nullable Object, T, @Nullable C> min(
            Function<? super T, ? extends @Nullable C> of) {
        return new Aggregate.Extreme<T, C>(of, Comparator.naturalOrder(), false);
    }

    /** The largest value, null if all were null; of equal ones that of the earliest event, then the first that came. */
    public static <T, C extends Comparable<? super C>> Aggregate<@Nullable Object, T, @Nullable C> max(
            Function<? super T, ? extends @Nullable C> of) {
        return new Aggregate.Extreme<T, C>(of, Comparator.naturalOrder(), true);
    }

    /** The smallest whole number, without a box per event. */
    public static <T> Aggregate<@Nullable Object, T, Long> minLong(ToLongFunction<? super T> of) {
        return new Aggregate.ExtremeLong<>(of, false);
    }

    /** The largest whole number, without a box per event. */
    public static <T> Aggregate<@Nullable Object, T, Long> maxLong(ToLongFunction<? super T> of) {
        return new Aggregate.ExtremeLong<>(of, true);
    }

    /** The value of the event with the smallest timestamp; of equal ones the first that came. */
    public static <T, C> Aggregate<@Nullable Object, T, @Nullable C> first(
            Function<? super T, ? extends @Nullable C> of) {
        return new Aggregate.Edge<T, C>(of, false);
    }

    /** The value of the event with the largest timestamp; of equal ones the last that came. */
    public static <T, C> Aggregate<@Nullable Object, T, @Nullable C> last(
            Function<? super T, ? extends @Nullable C> of) {
        return new Aggregate.Edge<T, C>(of, true);
    }

    /**
     * The events themselves, by time, of equal times by arrival.
     *
     * @param atMost how many are kept, at least 1; of more the first of that order are
     */
    public static <T> Aggregate<@Nullable Object, T, List<T>> collect(int atMost) {
        if (atMost < 1) {
            throw new IllegalArgumentException("collect at most " + atMost + " events: give a number from 1 up");
        }
        return new Aggregate.Collect<>(atMost);
    }

    /**
     * How many different values there are, exactly; null does not count. Values are the same if they are equal and plain data:
     * numbers, texts, times, records and lists of these.
     *
     * <p>It keeps every value. Where these are many, {@code Sketches.distinctCount} of {@code leat-sketches} counts them
     * roughly in a few kilobytes.
     */
    public static <T> Aggregate<@Nullable Object, T, Long> countDistinct(
            Function<? super T, ? extends @Nullable Object> of) {
        return new Aggregate.CountDistinct<>(of);
    }

    /**
     * The {@code n} events with the largest values, the largest first; of equal ones the earliest by time, then those that came
     * first. Events whose value is null do not count; of numbers, NaN is the largest.
     *
     * @param n at least 1
     */
    public static <T, C extends Comparable<? super C>> Aggregate<@Nullable Object, T, List<T>> topN(
            int n, Function<? super T, ? extends @Nullable C> by) {
        return topN(n, by, event -> event);
    }

    /**
     * What {@code of} makes of the {@code n} events with the largest values: that is kept in place of the events.
     *
     * @param n at least 1
     */
    public static <T, C extends Comparable<? super C>, V> Aggregate<@Nullable Object, T, List<V>> topN(
            int n, Function<? super T, ? extends @Nullable C> by, Function<? super T, ? extends V> of) {
        return new Aggregate.Top<T, C, V>(n, by, Comparator.naturalOrder(), true, null, of);
    }

    /**
     * The {@code n} events with the smallest values, the smallest first; of equal ones the earliest by time, then those that
     * came first. Events whose value is null do not count.
     *
     * @param n at least 1
     */
    public static <T, C extends Comparable<? super C>> Aggregate<@Nullable Object, T, List<T>> bottomN(
            int n, Function<? super T, ? extends @Nullable C> by) {
        return bottomN(n, by, event -> event);
    }

    /**
     * What {@code of} makes of the {@code n} events with the smallest values: that is kept in place of the events.
     *
     * @param n at least 1
     */
    public static <T, C extends Comparable<? super C>, V> Aggregate<@Nullable Object, T, List<V>> bottomN(
            int n, Function<? super T, ? extends @Nullable C> by, Function<? super T, ? extends V> of) {
        return new Aggregate.Top<T, C, V>(n, by, Comparator.naturalOrder(), false, null, of);
    }

    /**
     * An aggregate of the user's own, whose accumulators are plain data: records, lists, maps, texts, numbers.
     *
     * @param create makes an empty accumulator
     * @param add adds an event to an accumulator, and returns it or a new one
     * @param combine adds what the second accumulator holds to the first, and returns that or a new one; the second is used
     *     again, so nothing that is changed later may be shared with it. Needed for sessions, which may merge, and for windows
     *     that overlap: the accumulators are of spans that follow each other, or of events that came later
     * @param finish reads the result; may be called more than once
     */
    public static <T, A, R extends @Nullable Object> Aggregate<@Nullable Object, T, R> custom(
            Supplier<A> create, BiFunction<A, T, A> add, BinaryOperator<A> combine, Function<A, R> finish) {
        return new Aggregate.Custom<T, T, A, R>(null, event -> event, create, add, combine, finish);
    }

    /**
     * An aggregate of the user's own, whose accumulators are of any class.
     *
     * @param accumulators writes accumulators into snapshots and reads them
     */
    public static <T, A, R extends @Nullable Object> Aggregate<@Nullable Object, T, R> custom(
            Codec<A> accumulators,
            Supplier<A> create,
            BiFunction<A, T, A> add,
            BinaryOperator<A> combine,
            Function<A, R> finish) {
        return new Aggregate.Custom<T, T, A, R>(accumulators, event -> event, create, add, combine, finish);
    }

    /**
     * An aggregate of the user's own over something of each event.
     *
     * @param of what is added of an event. It is called before anything is added for any aggregate of the step: if only it
     *     can throw and {@code add} cannot, an event is added wholly or not at all
     */
    public static <T, V, A, R extends @Nullable Object> Aggregate<@Nullable Object, T, R> custom(
            Codec<A> accumulators,
            Function<? super T, ? extends V> of,
            Supplier<A> create,
            BiFunction<A, V, A> add,
            BinaryOperator<A> combine,
            Function<A, R> finish) {
        return new Aggregate.Custom<T, V, A, R>(accumulators, of, create, add, combine, finish);
    }

    /** Another aggregate, over only those events for which {@code condition} holds; empty if there were none. */
    public static <K extends @Nullable Object, T, R> Aggregate<K, T, Optional<R>> where(
            Condition<? super T> condition, Aggregate<? super K, ? super T, ? extends @Nullable R> what) {
        return new Aggregate.Where<>(condition, what);
    }
}
