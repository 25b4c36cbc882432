// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.engine.reference.ReferencePatterns.Sequence;
import io.leat.engine.reference.ReferencePatterns.Step;
import io.leat.pattern.Contiguity;
import io.leat.pattern.PatternStep;
import io.leat.pattern.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Patterns match what their definition says, whatever the events, the host and the restarts. */
class PatternPropertyTest {
    private static final int CASES = 600;
    private static final int MOST_EVENTS = 18;

    @Test
    void whenMatchesMayOverlap_thenAsDefined() {
        Property.check(CASES, random -> trial(random, false));
    }

    @Test
    void whenMatchesMustNotOverlap_thenAsDefined() {
        Property.check(CASES, random -> trial(random, true));
    }

    /** Without an end in time: what is strict and limited. */
    @Test
    void whenThereIsNoDuration_thenAsDefined() {
        Property.check(CASES / 3, random -> {
            RandomCases cases = new RandomCases(random);
            return new PatternTrial(feed(random, cases), new Sequence(strictSteps(random), 0, false));
        });
    }

    private static PatternTrial trial(Random random, boolean skips) {
        RandomCases cases = new RandomCases(random);
        return new PatternTrial(feed(random, cases), new Sequence(steps(random), cases.length(), skips));
    }

    /** Few events of few keys. Equal times of a key are in one partition, since only there is their order defined. */
    private static Feed feed(Random random, RandomCases cases) {
        Feed large = cases.feed(1 + random.nextInt(10));
        int keys = 1 + random.nextInt(2);
        Set<String> elsewhere = new HashSet<>();
        List<List<Item>> partitions = new ArrayList<>();
        for (List<Item> partition : large.partitions()) {
            List<Item> few = partition.stream()
                    .limit(MOST_EVENTS / large.partitions().size())
                    .map(item -> new Item(item.id(), "k" + item.id() % keys, item.time()))
                    .filter(item -> !elsewhere.contains(item.key() + item.time()))
                    .toList();
            few.forEach(item -> elsewhere.add(item.key() + item.time()));
            partitions.add(few);
        }
        return new Feed(partitions, large.bound());
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0 || steps.stream().allMatch(Step::optional); n--) {
            steps.add(step(random, steps, random.nextInt(4) == 0));
            if (random.nextInt(3) == 0 && !steps.get(steps.size() - 1).optional()) {
                steps.add(negation(random));
            }
        }
        return steps;
    }

    private static Step step(Random random, List<Step> before, boolean optional) {
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
        return new Step(relation, letters(random), random.nextInt(5) == 0, min, max, inner, optional);
    }

    private static Step negation(Random random) {
        Relation relation = random.nextBoolean() ? Relation.NOT_NEXT : Relation.NOT_FOLLOWED_BY;
        return new Step(relation, letters(random), random.nextInt(5) == 0, 1, 1, Contiguity.RELAXED, false);
    }

    /** One of four letters, or several. */
    private static int letters(Random random) {
        return 1 << random.nextInt(4) | (random.nextBoolean() ? 1 << random.nextInt(4) : 0);
    }

    private static List<Step> strictSteps(Random random) {
        List<Step> steps = new ArrayList<>();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            Relation relation = steps.isEmpty() ? Relation.BEGIN : Relation.NEXT;
            int min = 1 + random.nextInt(2);
            int max = min + random.nextInt(2);
            boolean optional = !steps.isEmpty() && random.nextInt(4) == 0;
            int some = letters(random);
            int more = letters(random);
            steps.add(new Step(relation, some | more, false, min, max, Contiguity.STRICT, optional));
        }
        if (random.nextInt(3) == 0 && !steps.get(steps.size() - 1).optional()) {
            steps.add(new Step(Relation.NOT_NEXT, letters(random), false, 1, 1, Contiguity.RELAXED, false));
        }
        return steps;
    }
}
