// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import io.leat.join.JoinType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pairs a join gives, and which events it does not take. Ids are unique over both sides. */
public final class ReferenceJoins {
    private ReferenceJoins() {}

    /** A pair with the time of its result. */
    public record Pair(@Nullable Item left, @Nullable Item right, long time) {}

    /** What comes out. */
    public record Outcome(List<Pair> pairs, List<Item> lateLeft, List<Item> lateRight) {}

    /** Joins what is of the same key in the same window. A record alone has null beside it. */
    public static Outcome sameWindow(JoinType type, Shape shape, List<Judged> left, List<Judged> right) {
        Set<Item> allLeft = left.stream().map(Judged::item).collect(Collectors.toSet());
        ReferenceWindows.Outcome both = new ReferenceWindows(shape, 0)
                .of(Stream.concat(left.stream(), right.stream()).toList());
        List<Pair> pairs = new ArrayList<>();
        for (ReferenceWindows.Window window : both.windows()) {
            List<Item> lefts = window.items().stream().filter(allLeft::contains).toList();
            List<Item> rights = window.items().stream()
                    .filter(item -> !allLeft.contains(item))
                    .toList();
            pairs.addAll(join(type, lefts, rights, (l, r) -> true).stream()
                    .map(pair ->
                            new Pair(pair.left(), pair.right(), window.span().end() - 1))
                    .toList());
        }
        return new Outcome(
                pairs,
                both.late().stream().filter(allLeft::contains).toList(),
                both.late().stream().filter(item -> !allLeft.contains(item)).toList());
    }

    /**
     * Joins what is of the same key with {@code left.time + lower <= right.time <= left.time + upper}. An event is late iff
     * {@code time <= w_e}.
     */
    public static Outcome interval(JoinType type, long lower, long upper, List<Judged> left, List<Judged> right) {
        List<Pair> pairs = join(
                type,
                taken(left),
                taken(right),
                (l, r) -> Objects.equals(l.key(), r.key())
                        && l.time() + lower <= r.time()
                        && r.time() <= l.time() + upper);
        return new Outcome(pairs, late(left), late(right));
    }

    /**
     * Looks up, for each left event, the last version of its key with {@code version.time <= left.time}, of equal times the last
     * to arrive in its partition; it holds until {@code version.time + timeToLive}. An event of either side is late iff
     * {@code time <= w_e}. No two versions of a key in different partitions may have the same time.
     */
    public static Outcome asOf(JoinType type, long timeToLive, List<Judged> left, List<Judged> right) {
        List<Pair> results = new ArrayList<>();
        List<Item> versions = taken(right);
        for (Item l : taken(left)) {
            Item version = null;
            for (Item r : versions) {
                boolean before = Objects.equals(l.key(), r.key()) && r.time() <= l.time();
                version = before && (version == null || r.time() >= version.time()) ? r : version;
            }
            if (version != null && l.time() <= version.time() + timeToLive) {
                results.add(new Pair(l, version, l.time()));
            } else if (type == JoinType.LEFT) {
                results.add(new Pair(l, null, l.time()));
            }
        }
        return new Outcome(results, late(left), late(right));
    }

    /** Joins by definition. The time of a pair is the larger one, of a record alone or kept its own. */
    private static List<Pair> join(JoinType type, List<Item> lefts, List<Item> rights, BiPredicate<Item, Item> belong) {
        List<Pair> results = new ArrayList<>();
        for (Item l : lefts) {
            List<Item> partners = rights.stream().filter(r -> belong.test(l, r)).toList();
            switch (type) {
                case INNER, LEFT, RIGHT, FULL ->
                    partners.forEach(r -> results.add(new Pair(l, r, Math.max(l.time(), r.time()))));
                case SEMI -> partners.stream().limit(1).forEach(r -> results.add(new Pair(l, null, l.time())));
                case ANTI -> {}
            }
            if (partners.isEmpty()
                    && List.of(JoinType.LEFT, JoinType.FULL, JoinType.ANTI).contains(type)) {
                results.add(new Pair(l, null, l.time()));
            }
        }
        for (Item r : rights) {
            boolean alone = lefts.stream().noneMatch(l -> belong.test(l, r));
            if (alone && List.of(JoinType.RIGHT, JoinType.FULL).contains(type)) {
                results.add(new Pair(null, r, r.time()));
            }
        }
        return results;
    }

    private static List<Item> taken(List<Judged> events) {
        return events.stream()
                .filter(event -> event.item().time() > event.watermark())
                .map(Judged::item)
                .toList();
    }

    private static List<Item> late(List<Judged> events) {
        return events.stream()
                .filter(event -> event.item().time() <= event.watermark())
                .map(Judged::item)
                .toList();
    }
}
