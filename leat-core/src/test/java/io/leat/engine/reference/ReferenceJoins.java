// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which pairs a join gives, and which events it does not take. Ids are unique over both sides. */
public final class ReferenceJoins {
    private ReferenceJoins() {}

    /** A pair with the time of its result. */
    public record Pair(Item left, Item right, long time) {}

    /** What comes out. */
    public record Outcome(List<Pair> pairs, List<Item> lateLeft, List<Item> lateRight) {}

    /** Returns every pair of the same key in the same window. */
    public static Outcome sameWindow(Shape shape, List<Judged> left, List<Judged> right) {
        Set<Item> allLeft = left.stream().map(Judged::item).collect(Collectors.toSet());
        ReferenceWindows.Outcome both = new ReferenceWindows(shape, 0)
                .of(Stream.concat(left.stream(), right.stream()).toList());
        List<Pair> pairs = new ArrayList<>();
        for (ReferenceWindows.Window window : both.windows()) {
            for (Item l : window.items()) {
                for (Item r : window.items()) {
                    if (allLeft.contains(l) && !allLeft.contains(r)) {
                        pairs.add(new Pair(l, r, window.span().end() - 1));
                    }
                }
            }
        }
        return new Outcome(
                pairs,
                both.late().stream().filter(allLeft::contains).toList(),
                both.late().stream().filter(item -> !allLeft.contains(item)).toList());
    }

    /**
     * Returns every pair of the same key with {@code left.time + lower <= right.time <= left.time + upper}. An event is late
     * iff {@code time <= w_e}.
     */
    public static Outcome interval(long lower, long upper, List<Judged> left, List<Judged> right) {
        List<Pair> pairs = new ArrayList<>();
        for (Item l : taken(left)) {
            for (Item r : taken(right)) {
                if (Objects.equals(l.key(), r.key()) && l.time() + lower <= r.time() && r.time() <= l.time() + upper) {
                    pairs.add(new Pair(l, r, Math.max(l.time(), r.time())));
                }
            }
        }
        return new Outcome(pairs, late(left), late(right));
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
