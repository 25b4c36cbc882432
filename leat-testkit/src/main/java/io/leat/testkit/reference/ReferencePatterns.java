// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.reference;

import io.leat.pattern.Contiguity;
import io.leat.pattern.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which matches a pattern has, by trying every way to give events to steps. Nothing of it is fast: it takes no more than some
 * twenty events.
 */
public final class ReferencePatterns {
    private ReferencePatterns() {}

    /**
     * A step. An event meets its condition by its letter, one of four; if {@code looksBack}, the letter that is wanted moves
     * with the number of events taken so far.
     */
    public record Step(
            Relation relation, int letters, boolean looksBack, int min, int max, Contiguity inner, boolean optional) {
        /** Returns whether an event meets the condition, after so many that were taken. */
        public boolean meets(Item item, int before) {
            long letter = (item.id() * 0x9E3779B97F4A7C15L) >>> 40;
            return ((letters >> ((letter + (looksBack ? before : 0)) % 4)) & 1) == 1;
        }
    }

    /** A pattern; within 0 for no end in time. */
    public record Sequence(List<Step> steps, long within, boolean skips) {}

    /** The events of each step that takes any, and the time of the result. */
    public record Found(List<List<Item>> taken, long time) {}

    /** What comes out. */
    public record Outcome(List<Found> matches, List<Found> timedOut, List<Item> late) {}

    /** Matches events; equal times of a key in the order of the list. An event is late iff {@code time <= w_e}. */
    public static Outcome of(Sequence pattern, List<Judged> events) {
        Map<String, List<Item>> byKey = new LinkedHashMap<>();
        List<Item> late = new ArrayList<>();
        for (Judged event : events) {
            if (event.item().time() <= event.watermark()) {
                late.add(event.item());
            } else {
                byKey.computeIfAbsent(event.item().key(), k -> new ArrayList<>())
                        .add(event.item());
            }
        }
        Outcome all = new Outcome(new ArrayList<>(), new ArrayList<>(), late);
        for (List<Item> ofKey : byKey.values()) {
            ofKey.sort(Comparator.comparingLong(Item::time));
            new OfKey(pattern, ofKey).addTo(all);
        }
        return all;
    }

    /** When something is decided: by an event, or after all events of a time. */
    private record When(long time, int phase, int place) implements Comparable<When> {
        @Override
        public int compareTo(When other) {
            return Comparator.comparingLong(When::time)
                    .thenComparingInt(When::phase)
                    .thenComparingInt(When::place)
                    .compare(this, other);
        }
    }

    /** An event that a step takes as its {@code count}th. */
    private record Link(int step, int count, int place) {}

    /** Events given to steps, which may be the beginning of a match. */
    private record Chain(List<Link> links) {
        Link last() {
            return links.get(links.size() - 1);
        }

        int start() {
            return links.get(0).place();
        }

        Chain and(Link link) {
            List<Link> more = new ArrayList<>(links);
            more.add(link);
            return new Chain(more);
        }

        /** The earlier event first, then the earlier step; what continues another before it. */
        int compareTo(Chain other) {
            for (int i = 0; i < Math.min(links.size(), other.links.size()); i++) {
                Link mine = links.get(i);
                Link its = other.links.get(i);
                if (mine.place() != its.place()) {
                    return Integer.compare(mine.place(), its.place());
                }
                if (mine.step() != its.step()) {
                    return Integer.compare(mine.step(), its.step());
                }
            }
            return Integer.compare(other.links.size(), links.size());
        }
    }

    /** The events of one key in order. Steps are named by their place in the pattern. */
    private static final class OfKey {
        private final List<Step> steps;
        private final Sequence pattern;
        private final List<Item> events;
        private final List<Chain> chains = new ArrayList<>();

        OfKey(Sequence pattern, List<Item> events) {
            this.pattern = pattern;
            this.steps = pattern.steps();
            this.events = events;
            for (int place = 0; place < events.size(); place++) {
                for (int step : upToRequired(0)) {
                    if (meets(step, place, 0)) {
                        visit(new Chain(List.of(new Link(step, 1, place))));
                    }
                }
            }
        }

        private void visit(Chain chain) {
            chains.add(chain);
            for (int place = chain.last().place() + 1; place < events.size(); place++) {
                for (int target : targets(chain)) {
                    if (mayTake(chain, target, place)) {
                        int count = target == chain.last().step() ? chain.last().count() + 1 : 1;
                        visit(chain.and(new Link(target, count, place)));
                    }
                }
            }
        }

        // ---- the rules --------------------------------------------------------------------------------------------

        private boolean mayTake(Chain chain, int target, int place) {
            Link last = chain.last();
            boolean again = target == last.step();
            List<Integer> between =
                    IntStream.range(last.place() + 1, place).boxed().toList();
            boolean near = switch (contiguity(last, target)) {
                case STRICT -> between.isEmpty();
                case RELAXED -> between.stream().noneMatch(b -> meets(target, b, chain));
                case ANY -> true;
            };
            boolean barred = isBarredNext(chain, last.place() + 1)
                    || between.stream().anyMatch(b -> isBarred(chain, b))
                    || (again && isBarred(chain, place));
            return near && !barred && isInTime(chain, place) && meets(target, place, chain);
        }

        private Contiguity contiguity(Link last, int target) {
            return target == last.step()
                    ? steps.get(target).inner()
                    : steps.get(target).relation().contiguity();
        }

        private boolean isInTime(Chain chain, int place) {
            return pattern.within() == 0
                    || events.get(place).time() - events.get(chain.start()).time() < pattern.within();
        }

        private boolean meets(int step, int place, Chain before) {
            return meets(step, place, before.links().size());
        }

        private boolean meets(int step, int place, int before) {
            return steps.get(step).meets(events.get(place), before);
        }

        private List<Integer> negations(int step, Relation relation) {
            return IntStream.range(step + 1, steps.size())
                    .takeWhile(s -> steps.get(s).relation().isNegated())
                    .filter(s -> steps.get(s).relation() == relation)
                    .boxed()
                    .toList();
        }

        private boolean isBarredNext(Chain chain, int place) {
            Link last = chain.last();
            return last.count() >= steps.get(last.step()).min()
                    && negations(last.step(), Relation.NOT_NEXT).stream().anyMatch(not -> meets(not, place, chain));
        }

        private boolean isBarred(Chain chain, int place) {
            return negations(chain.last().step(), Relation.NOT_FOLLOWED_BY).stream()
                    .anyMatch(not -> meets(not, place, chain));
        }

        private List<Integer> targets(Chain chain) {
            Link last = chain.last();
            List<Integer> targets = new ArrayList<>();
            if (last.count() < steps.get(last.step()).max()) {
                targets.add(last.step());
            }
            if (last.count() >= steps.get(last.step()).min()) {
                targets.addAll(upToRequired(last.step() + 1));
            }
            return targets;
        }

        private List<Integer> upToRequired(int first) {
            List<Integer> targets = new ArrayList<>();
            for (int step = first; step < steps.size(); step++) {
                if (!steps.get(step).relation().isNegated()) {
                    targets.add(step);
                    if (!steps.get(step).optional()) {
                        break;
                    }
                }
            }
            return targets;
        }

        // ---- what is complete, and when ---------------------------------------------------------------------------

        private boolean isAtEnd(Chain chain) {
            Link last = chain.last();
            return last.count() >= steps.get(last.step()).min()
                    && IntStream.range(last.step() + 1, steps.size())
                            .allMatch(s -> steps.get(s).relation().isNegated()
                                    || steps.get(s).optional());
        }

        private boolean endsWith(Relation relation) {
            int last = steps.size() - 1;
            while (steps.get(last).relation().isNegated()) {
                if (steps.get(last).relation() == relation) {
                    return true;
                }
                last--;
            }
            return false;
        }

        /** Returns the place of the next event if it still is in time; -1 if not. */
        private int next(Chain chain) {
            int next = chain.last().place() + 1;
            return next < events.size() && isInTime(chain, next) ? next : -1;
        }

        private When end(Chain chain) {
            return new When(
                    pattern.within() == 0
                            ? Long.MAX_VALUE
                            : events.get(chain.start()).time() + pattern.within() - 1,
                    1,
                    chain.start());
        }

        private When at(int place) {
            return new When(events.get(place).time(), 0, place);
        }

        /** Returns when a chain is a match; null if it is none. */
        private @Nullable When decided(Chain chain) {
            if (!isAtEnd(chain)) {
                return null;
            }
            int next = next(chain);
            if (endsWith(Relation.NOT_FOLLOWED_BY)) {
                boolean comes = (next >= 0 && isBarredNext(chain, next))
                        || IntStream.range(chain.last().place() + 1, events.size())
                                .anyMatch(p -> isInTime(chain, p) && isBarred(chain, p));
                return comes ? null : end(chain);
            }
            if (endsWith(Relation.NOT_NEXT)) {
                return next < 0 || isBarredNext(chain, next) ? null : at(next);
            }
            return at(chain.last().place());
        }

        /** Returns when nothing can come of a chain any more. */
        private When gone(Chain chain) {
            List<Integer> waiting = new ArrayList<>(targets(chain));
            boolean awaits = isAtEnd(chain) && endsWith(Relation.NOT_FOLLOWED_BY);
            boolean awaitsNext = isAtEnd(chain) && endsWith(Relation.NOT_NEXT);
            if (waiting.isEmpty() && !awaits && !awaitsNext) {
                return at(chain.last().place());
            }
            int after = chain.last().place() + 1;
            for (int place = after; place < events.size() && isInTime(chain, place); place++) {
                int event = place;
                waiting.removeIf(target -> switch (contiguity(chain.last(), target)) {
                    case STRICT -> true;
                    case RELAXED -> meets(target, event, chain);
                    case ANY -> false;
                });
                boolean barred = (place == after && isBarredNext(chain, place)) || isBarred(chain, place);
                if (barred || (waiting.isEmpty() && !awaits)) {
                    return at(place);
                }
            }
            return end(chain);
        }

        private boolean timesOut(Chain chain) {
            boolean isTold = isAtEnd(chain)
                    && (!endsWith(Relation.NOT_NEXT) || endsWith(Relation.NOT_FOLLOWED_BY) || next(chain) >= 0);
            return pattern.within() > 0 && !isTold && gone(chain).equals(end(chain));
        }

        // ---- all together -----------------------------------------------------------------------------------------

        void addTo(Outcome all) {
            List<Chain> counted = new ArrayList<>();
            if (pattern.skips()) {
                skip(all, counted);
            } else {
                for (Chain chain : chains) {
                    When decided = decided(chain);
                    if (decided != null) {
                        all.matches().add(found(chain, decided));
                    }
                }
            }
            chains.stream()
                    .filter(this::timesOut)
                    .filter(chain -> counted.stream()
                            .noneMatch(match -> match.start() <= chain.start()
                                    && chain.start() <= match.last().place()))
                    .forEach(chain -> all.timedOut().add(found(chain, end(chain))));
        }

        /** A chain that is a match, and when that is decided. */
        private record Decision(Chain chain, When when) {}

        /** That which begins first counts, and nothing that begins up to its end; it waits for what began before it. */
        private void skip(Outcome all, List<Chain> counted) {
            int past = -1;
            When before = new When(Long.MIN_VALUE, 0, 0);
            for (int place = 0; place < events.size(); place++) {
                int start = place;
                List<Chain> begun = start <= past
                        ? List.of()
                        : chains.stream().filter(c -> c.start() == start).toList();
                Decision first = first(begun);
                if (first != null) {
                    before = max(before, first.when());
                    all.matches().add(found(first.chain(), before));
                    counted.add(first.chain());
                    past = first.chain().last().place();
                } else {
                    for (Chain chain : begun) {
                        before = max(before, gone(chain));
                    }
                }
            }
        }

        private @Nullable Decision first(List<Chain> begun) {
            Decision first = null;
            for (Chain chain : begun) {
                When when = decided(chain);
                if (when != null && (first == null || isBefore(chain, when, first))) {
                    first = new Decision(chain, when);
                }
            }
            return first;
        }

        private static boolean isBefore(Chain chain, When when, Decision other) {
            int byTime = when.compareTo(other.when());
            return byTime < 0 || (byTime == 0 && chain.compareTo(other.chain()) < 0);
        }

        private static When max(When a, When b) {
            return a.compareTo(b) >= 0 ? a : b;
        }

        private Found found(Chain chain, When when) {
            return new Found(
                    IntStream.range(0, steps.size())
                            .filter(step -> !steps.get(step).relation().isNegated())
                            .mapToObj(step -> chain.links().stream()
                                    .filter(link -> link.step() == step)
                                    .map(link -> events.get(link.place()))
                                    .collect(Collectors.toList()))
                            .collect(Collectors.toList()),
                    when.time());
        }
    }
}
