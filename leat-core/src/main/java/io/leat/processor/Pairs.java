// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import io.leat.connector.Sink;
import io.leat.connector.SinkWriter;
import io.leat.connector.Source;
import io.leat.function.Joiner;
import io.leat.function.Mapper;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.time.Watermarks;
import io.leat.value.ByValue;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of two finite lists of events that have the same value and are near in time: a bounded pipeline with the engine's
 * interval join. Each side is read in order of time, so nothing is late.
 */
public final class Pairs<T> {
    private final ToLongFunction<T> timeMs;
    private final Function<T, @Nullable Object> value;
    private final Map<Object, Long> keys = new HashMap<>();

    /** Two events that belong together. */
    public record Pair<T>(T left, T right) {}

    /**
     * An event on its side of the join.
     *
     * @param number its place in the list
     * @param key stands for its value: any value can be joined on, but only some can be keys of the engine
     */
    private record Sided<T>(T event, long timeMs, int number, long key) {
        boolean isBefore(Sided<T> other) {
            return timeMs != other.timeMs ? timeMs < other.timeMs : number < other.number;
        }
    }

    private record Found<T>(Sided<T> left, Sided<T> right) {
        long laterMs() {
            return Math.max(left.timeMs, right.timeMs);
        }
    }

    /** {@code value} is what the sides are joined on: numbers by value, null never. */
    public Pairs(ToLongFunction<T> timeMs, Function<T, @Nullable Object> value) {
        this.timeMs = timeMs;
        this.value = value;
    }

    /** Returns every pair, by time of the later event, then by place of the left and of the right one. */
    public List<Pair<T>> between(InlineEngine engine, List<T> left, List<T> right, JoinBounds bounds) {
        return sorted(found(engine, sided(left), sided(right), bounds));
    }

    /** Returns every pair of two different events, the earlier one left. */
    public List<Pair<T>> within(InlineEngine engine, List<T> events, JoinBounds bounds) {
        List<Sided<T>> sided = sided(events);
        List<Found<T>> found = found(engine, sided, sided, bounds);
        found.removeIf(pair -> !pair.left.isBefore(pair.right));
        return sorted(found);
    }

    private List<Sided<T>> sided(List<T> events) {
        List<Sided<T>> sided = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            T event = events.get(i);
            Object key = ByValue.of(value.apply(event));
            if (key != null) {
                long number = keys.computeIfAbsent(key, fresh -> (long) keys.size());
                sided.add(new Sided<>(event, timeMs.applyAsLong(event), i, number));
            }
        }
        sided.sort(Comparator.comparingLong(Sided::timeMs)); // stable, so of equal times by place
        return sided;
    }

    private static <T> List<Found<T>> found(
            InlineEngine engine, List<Sided<T>> left, List<Sided<T>> right, JoinBounds bounds) {
        List<Found<T>> found = new ArrayList<>();
        Joiner<Sided<T>, Sided<T>, Found<T>> joiner = Found::new;
        Mapper<Sided<T>, Long> key = Sided::key;
        List<Step> steps = List.of(
                new Step.From(new Step.Header(0, "left", List.of()), timed(left), Watermarks.monotone()),
                new Step.From(new Step.Header(1, "right", List.of()), timed(right), Watermarks.monotone()),
                new Step.KeyBy(header(2, "left-key", 0), key, Long.class),
                new Step.KeyBy(header(3, "right-key", 1), key, Long.class),
                new Step.Join(header(4, "join", 2, 3), bounds, JoinType.INNER, joiner),
                new Step.To(header(5, "pairs", 4), new Gathering<>(found)));
        InlineEngine.Run run = engine.open(new Graph("join", steps, Map.of()), InstantSource.system());
        while (run.step()) {
            // until both sides have ended
        }
        return found;
    }

    private static <T> Source<Sided<T>> timed(List<Sided<T>> events) {
        return Source.of(events).timedByMillis(Sided::timeMs);
    }

    private static Step.Header header(int id, String name, int... inputs) {
        List<Step.Origin> origins = new ArrayList<>();
        for (int input : inputs) {
            origins.add(new Step.Origin(input, Step.MAIN));
        }
        return new Step.Header(id, name, origins);
    }

    private static <T> List<Pair<T>> sorted(List<Found<T>> found) {
        found.sort(Comparator.<Found<T>>comparingLong(Found::laterMs)
                .thenComparingInt(pair -> pair.left.number)
                .thenComparingInt(pair -> pair.right.number));
        List<Pair<T>> pairs = new ArrayList<>(found.size());
        found.forEach(pair -> pairs.add(new Pair<>(pair.left.event, pair.right.event)));
        return pairs;
    }

    private static final class Gathering<T> extends Sink<T> {
        private final List<T> into;

        Gathering(List<T> into) {
            this.into = into;
        }

        @Override
        public SinkWriter<T> open() {
            return (value, timestamp) -> into.add(value);
        }
    }
}
