// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import static io.leat.aggregate.Aggregates.count;
import static io.leat.aggregate.Aggregates.row;
import static io.leat.aggregate.Aggregates.windowStart;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.Join;
import io.leat.JoinResults;
import io.leat.KeyedStream;
import io.leat.Pipeline;
import io.leat.PipelineBuilder;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import io.leat.metric.StepMetrics;
import io.leat.testkit.host.Probe;
import io.leat.testkit.host.Recorder;
import io.leat.testkit.host.Trial;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.ReferenceJoins;
import io.leat.testkit.reference.Shape;
import io.leat.time.Watermarks;
import io.leat.window.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A join of two sources, each with a disorder bound of its own. */
record JoinTrial(Feed left, Feed right, JoinType type, Bounds bounds) implements Trial {
    private static final long BEHIND_MS = 7;

    /** How near in time pairs are. */
    sealed interface Bounds {}

    /** In the same window. */
    record Same(Shape shape) implements Bounds {}

    /** {@code left.time + lower <= right.time <= left.time + upper}. */
    record Between(long lower, long upper) implements Bounds {}

    /** The last version with {@code right.time <= left.time <= right.time + timeToLive}. */
    record AsOf(long timeToLive) implements Bounds {}

    /** What the join makes of a pair, or of a record alone: 0 for what is missing. */
    public record Joined(long left, long right) {}

    /** A window behind the join: no result comes too late for it. */
    public record Behind(Instant start, long count) {}

    /** Returns a case of a join within windows. */
    static JoinTrial sameWindow(Random random) {
        RandomCases cases = new RandomCases(random);
        Same same = new Same(cases.shape());
        return of(random, cases, same, RandomCases.unit(same.shape()));
    }

    /** Returns a case of a join within an interval. */
    static JoinTrial interval(Random random) {
        RandomCases cases = new RandomCases(random);
        return of(random, cases, between(random, cases), cases.length());
    }

    /** Returns a case of a join with the version of the time, which may hold for longer than the case lasts. */
    static JoinTrial asOf(Random random) {
        RandomCases cases = new RandomCases(random);
        long unit = cases.length();
        JoinType type = random.nextBoolean() ? JoinType.INNER : JoinType.LEFT;
        AsOf asOf = new AsOf(random.nextBoolean() ? cases.length() : unit * 100);
        return new JoinTrial(cases.feed(unit), cases.feed(unit).withoutTies(), type, asOf);
    }

    private static JoinTrial of(Random random, RandomCases cases, Bounds bounds, long unit) {
        JoinType type = List.of(JoinType.values()).get(random.nextInt(JoinType.values().length));
        return new JoinTrial(cases.feed(unit), cases.feed(unit), type, bounds);
    }

    private static Between between(Random random, RandomCases cases) {
        long one = distance(cases);
        long other = random.nextInt(4) == 0 ? one : distance(cases);
        return new Between(Math.min(one, other), Math.max(one, other));
    }

    /** Before or after the left event. */
    private static long distance(RandomCases cases) {
        long after = cases.length();
        return after - cases.length();
    }

    @Override
    public List<Feed> feeds() {
        return List.of(left, right);
    }

    @Override
    public Trial with(List<Feed> feeds) {
        return new JoinTrial(feeds.get(0), feeds.get(1), type, bounds);
    }

    @Override
    public boolean isDistinct(String sink) {
        return sink.equals("results") && !(bounds instanceof Same); // a pair may be in several windows
    }

    @Override
    public Pipeline pipeline(Probe probe) {
        return Pipeline.of("joins", p -> {
            JoinResults<Item, Item, ?> results =
                    join(keyed(p, "left", probe, left).join("join", keyed(p, "right", probe, right), joinBounds()));
            results.to("results", probe.sink("results"));
            results.window(Windows.tumbling(Duration.ofMillis(BEHIND_MS)))
                    .aggregate("behind", row(Behind.class, Behind::new, windowStart(), count()))
                    .late(late -> late.to("behindLate", probe.sink("behindLate")))
                    .to("behindResults", probe.sink("behind"));
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

    private static Joined joined(@Nullable Item left, @Nullable Item right) {
        return new Joined(left == null ? 0 : left.id(), right == null ? 0 : right.id());
    }

    private Object expected(ReferenceJoins.Pair pair) {
        return type == JoinType.SEMI || type == JoinType.ANTI
                ? Objects.requireNonNull(pair.left())
                : joined(pair.left(), pair.right());
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
        Multiset.assertSame(
                "pairs",
                probe.results("results"),
                expected.pairs().stream()
                        .map(pair -> new Recorder.Out(expected(pair), pair.time()))
                        .toList());
        if (bounds instanceof AsOf) {
            checkOrder(probe);
        }
        checkBehind(probe, expected);
        if (probe.isCounted()) {
            assertThat(probe.count("join", StepMetrics::in)).isEqualTo(left.size() + right.size());
            assertThat(probe.count("join", StepMetrics::out))
                    .isEqualTo(expected.pairs().size());
            assertThat(probe.count("join", StepMetrics::late))
                    .isEqualTo(expected.lateLeft().size() + expected.lateRight().size());
        }
    }

    /** The rows of a key come by event time, ties in the order of their partition. */
    private void checkOrder(Probe probe) {
        Map<Long, String> keys = left.items().stream().collect(Collectors.toMap(Item::id, Item::key));
        Map<String, List<Recorder.Out>> byKey = probe.results("results").stream()
                .collect(Collectors.groupingBy(out -> Objects.requireNonNull(keys.get(((Joined) out.value()).left()))));
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

    private static void checkBehind(Probe probe, ReferenceJoins.Outcome expected) {
        assertThat(probe.results("behindLate"))
                .as("results that are late behind the join")
                .isEmpty();
        assertThat(probe.results("behind"))
                .extracting(Recorder.Out::value)
                .as("windows behind the join")
                .containsExactlyInAnyOrderElementsOf(expected.pairs().stream()
                        .collect(Collectors.groupingBy(
                                pair -> Math.floorDiv(pair.time(), BEHIND_MS) * BEHIND_MS, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> (Object) new Behind(Instant.ofEpochMilli(e.getKey()), e.getValue()))
                        .toList());
    }
}
