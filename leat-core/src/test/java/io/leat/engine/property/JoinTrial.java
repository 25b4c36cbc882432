// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Join;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.engine.reference.ReferenceJoins;
import io.leat.engine.reference.Shape;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.metric.StepMetrics;
import io.leat.time.Watermarks;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A join of two sources, each with a disorder bound of its own. */
record JoinTrial(Feed left, Feed right, JoinType type, Bounds bounds) implements Trial {
    /** How near in time pairs are. */
    sealed interface Bounds {}

    /** In the same window. */
    record Same(Shape shape) implements Bounds {}

    /** {@code left.time + lower <= right.time <= left.time + upper}. */
    record Between(long lower, long upper) implements Bounds {}

    /** The last version with {@code right.time <= left.time <= right.time + timeToLive}. */
    record AsOf(long timeToLive) implements Bounds {}

    /** What the join makes of a pair, or of a record alone: 0 for what is missing. */
    record Joined(long left, long right) {}

    @Override
    public List<Feed> feeds() {
        return List.of(left, right);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new JoinTrial(feeds.get(0), feeds.get(1), type, bounds);
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("joins", p -> {
            JoinResults<Item, Item, ?> results =
                    join(keyed(p, "left", probe, left).join("join", keyed(p, "right", probe, right), joinBounds()));
            results.to("results", probe.sink("results"));
            results.lateLeft().to("lateLeft", probe.sink("lateLeft"));
            results.lateRight().to("lateRight", probe.sink("lateRight"));
        });
    }

    private JoinResults<Item, Item, ?> join(Join<Item, Item> join) {
        return switch (type) {
            case INNER -> join.inner(JoinTrial::joined);
            case LEFT -> join.left(JoinTrial::joined);
            case RIGHT -> join.right(JoinTrial::joined);
            case FULL -> join.full(JoinTrial::joined);
            case SEMI -> join.semi();
            case ANTI -> join.anti();
        };
    }

    private static Joined joined(Item left, Item right) {
        return new Joined(left == null ? 0 : left.id(), right == null ? 0 : right.id());
    }

    private Object expected(ReferenceJoins.Pair pair) {
        return type == JoinType.SEMI || type == JoinType.ANTI ? pair.left() : joined(pair.left(), pair.right());
    }

    private static KeyedStream<String, Item> keyed(PipelineBuilder p, String side, Probe probe, Feed feed) {
        return p.from(side, probe.source(feed), Watermarks.outOfOrder(Duration.ofMillis(feed.bound())))
                .keyBy(Item::key);
    }

    private JoinBounds joinBounds() {
        if (bounds instanceof Between between) {
            return JoinBounds.between(Duration.ofMillis(between.lower()), Duration.ofMillis(between.upper()));
        }
        if (bounds instanceof AsOf asOf) {
            return JoinBounds.asOf(Duration.ofMillis(asOf.timeToLive()));
        }
        return JoinBounds.sameWindow(RandomCases.windows(((Same) bounds).shape()));
    }

    private ReferenceJoins.Outcome expected() {
        if (bounds instanceof AsOf asOf) {
            return ReferenceJoins.asOf(type, asOf.timeToLive(), left.judged(), right.judged());
        }
        return bounds instanceof Between between
                ? ReferenceJoins.interval(type, between.lower(), between.upper(), left.judged(), right.judged())
                : ReferenceJoins.sameWindow(type, ((Same) bounds).shape(), left.judged(), right.judged());
    }

    @Override
    public void check(Probe probe) {
        ReferenceJoins.Outcome expected = expected();
        assertThat(probe.results("lateLeft"))
                .extracting(Recorder.Out::value)
                .as("late on the left")
                .containsExactlyInAnyOrderElementsOf(expected.lateLeft());
        assertThat(probe.results("lateRight"))
                .extracting(Recorder.Out::value)
                .as("late on the right")
                .containsExactlyInAnyOrderElementsOf(expected.lateRight());
        assertThat(counted(probe.results("results").stream()))
                .as("pairs")
                .isEqualTo(
                        counted(expected.pairs().stream().map(pair -> new Recorder.Out(expected(pair), pair.time()))));
        if (bounds instanceof AsOf) {
            checkOrder(probe);
        }
        if (probe.isCounted()) {
            assertThat(probe.count("join", StepMetrics::in)).isEqualTo(left.size() + right.size());
            assertThat(probe.count("join", StepMetrics::out))
                    .isEqualTo(expected.pairs().size());
            assertThat(probe.count("join", StepMetrics::late))
                    .isEqualTo(expected.lateLeft().size() + expected.lateRight().size());
        }
    }

    /** Windows may give a million pairs, for which an assertion in any order takes hours. */
    private static Map<Recorder.Out, Long> counted(Stream<Recorder.Out> results) {
        return results.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** The rows of a key come by event time, ties in the order of their partition. */
    private void checkOrder(Probe probe) {
        Map<Long, Item> items = left.items().stream().collect(Collectors.toMap(Item::id, Function.identity()));
        Map<String, List<Recorder.Out>> byKey = probe.results("results").stream()
                .collect(Collectors.groupingBy(
                        out -> items.get(((Joined) out.value()).left()).key()));
        byKey.forEach((key, rows) -> assertThat(rows)
                .as("rows of " + key)
                .isSortedAccordingTo(Comparator.comparingLong(Recorder.Out::time)));
        for (List<Item> partition : left.partitions()) {
            Map<Long, Integer> places = new HashMap<>();
            partition.forEach(item -> places.put(item.id(), places.size()));
            byKey.values()
                    .forEach(rows -> rows.stream()
                            .filter(out -> places.containsKey(((Joined) out.value()).left()))
                            .collect(Collectors.groupingBy(Recorder.Out::time))
                            .values()
                            .forEach(ties -> assertThat(ties)
                                    .extracting(out -> places.get(((Joined) out.value()).left()))
                                    .as("rows of one time")
                                    .isSorted()));
        }
    }
}
