// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.trial;

import io.leat.pattern.Contiguity;
import io.leat.pattern.PatternStep;
import io.leat.pattern.Relation;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import io.leat.testkit.reference.ReferencePatterns.Sequence;
import io.leat.testkit.reference.ReferencePatterns.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random patterns, and feeds in which they match: of few events, since the reference tries everything. */
final class RandomPatterns {
    private static final int MOST_EVENTS = 18;

    private final Random random;
    private final RandomCases cases;

    RandomPatterns(Random random) {
        this.random = random;
        this.cases = new RandomCases(random);
    }

    /** Few events of few keys. Equal times of a key are in one partition, since only there is their order defined. */
    Feed feed() {
        Feed large = cases.feed(1 + random.nextInt(10));
        int keys = 1 + random.nextInt(2);
        List<List<Item>> partitions = large.partitions().stream()
                .map(partition -> partition.stream()
                        .limit(MOST_EVENTS / large.partitions().size())
                        .map(item -> new Item(item.id(), "k" + item.id() % keys, item.time()))
                        .toList())
                .toList();
        return new Feed(partitions, large.bound()).withoutTies();
    }

    /** Any pattern that ends in time. */
    Sequence sequence(boolean skips) {
        return new Sequence(steps(), cases.length(), skips);
    }

    /** A pattern that needs no end in time, since all of it is strict and limited. */
    Sequence strict() {
        return new Sequence(strictSteps(), 0, false);
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0 || steps.stream().allMatch(Step::optional); n--) {
            steps.add(step(steps, random.nextInt(4) == 0));
            if (random.nextInt(3) == 0 && !steps.get(steps.size() - 1).optional()) {
                steps.add(negation());
            }
        }
        return steps;
    }

    private Step step(List<Step> before, boolean optional) {
        Relation relation = before.isEmpty()
                ? Relation.BEGIN
                : List.of(Relation.NEXT, Relation.FOLLOWED_BY, Relation.FOLLOWED_BY, Relation.FOLLOWED_BY_ANY)
                        .get(random.nextInt(4));
        int min = random.nextInt(3) == 0 ? 2 : 1;
        int max = switch (random.nextInt(5)) {
            case 0 -> PatternStep.UNLIMITED;
            case 1 -> min + 1;
            case 2 -> 2;
            default -> min;
        };
        Contiguity inner = List.of(Contiguity.values()).get(random.nextInt(3));
        return new Step(relation, letters(), random.nextInt(5) == 0, min, max, inner, optional);
    }

    private Step negation() {
        Relation relation = random.nextBoolean() ? Relation.NOT_NEXT : Relation.NOT_FOLLOWED_BY;
        return new Step(relation, letters(), random.nextInt(5) == 0, 1, 1, Contiguity.RELAXED, false);
    }

    /** One of four letters, or several. */
    private int letters() {
        return 1 << random.nextInt(4) | (random.nextBoolean() ? 1 << random.nextInt(4) : 0);
    }

    private List<Step> strictSteps() {
        List<Step> steps = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            Relation relation = steps.isEmpty() ? Relation.BEGIN : Relation.NEXT;
            int min = 1 + random.nextInt(2);
            int max = min + random.nextInt(2);
            boolean optional = !steps.isEmpty() && random.nextInt(4) == 0;
            int some = letters();
            int more = letters();
            steps.add(new Step(relation, some | more, false, min, max, Contiguity.STRICT, optional));
        }
        if (random.nextInt(3) == 0 && !steps.get(steps.size() - 1).optional()) {
            steps.add(new Step(Relation.NOT_NEXT, letters(), false, 1, 1, Contiguity.RELAXED, false));
        }
        return steps;
    }
}
