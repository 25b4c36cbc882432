// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.join.JoinType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Joins give what SEMANTICS says, whatever the events, the host and the restarts. */
class JoinPropertyTest {
    private static final int CASES = 400;

    private static JoinTrial trial(Random random, RandomCases cases, JoinTrial.Bounds bounds, long unit) {
        JoinType type = List.of(JoinType.values()).get(random.nextInt(JoinType.values().length));
        return new JoinTrial(cases.feed(unit), cases.feed(unit), type, bounds);
    }

    private static JoinTrial.Between between(Random random, RandomCases cases) {
        long one = distance(cases);
        long other = random.nextInt(4) == 0 ? one : distance(cases);
        return new JoinTrial.Between(Math.min(one, other), Math.max(one, other));
    }

    /** Before or after the left event. */
    private static long distance(RandomCases cases) {
        long after = cases.length();
        return after - cases.length();
    }

    @Test
    void whenSameWindow_thenAsDefined() {
        Property.check(CASES, random -> {
            RandomCases cases = new RandomCases(random);
            JoinTrial.Same same = new JoinTrial.Same(cases.shape());
            return trial(random, cases, same, RandomCases.unit(same.shape()));
        });
    }

    @Test
    void whenInterval_thenAsDefined() {
        Property.check(CASES, random -> {
            RandomCases cases = new RandomCases(random);
            return trial(random, cases, between(random, cases), cases.length());
        });
    }

    @Test
    void whenAsOf_thenAsDefined() {
        Property.check(CASES, random -> {
            RandomCases cases = new RandomCases(random);
            long unit = cases.length();
            JoinType type = random.nextBoolean() ? JoinType.INNER : JoinType.LEFT;
            JoinTrial.AsOf asOf = new JoinTrial.AsOf(random.nextBoolean() ? cases.length() : unit * 100);
            return new JoinTrial(cases.feed(unit), cases.feed(unit).withoutTies(), type, asOf);
        });
    }

    @Test
    void whenLatest_thenAsDefined() {
        Property.check(CASES, random -> {
            RandomCases cases = new RandomCases(random);
            return new LatestTrial(cases.feed(cases.length()).withKeysOfTheirOwn(), cases.length());
        });
    }

    /** A right event that must be after its left one, on a source that has come further: its partner is not late. */
    @Test
    void whenRightMustBeLaterAndItsSourceIsAhead_thenLeftStillFindsIt() throws Exception {
        Item right = new Item(1, "a", 100);
        Item left = new Item(2, "a", 95);
        JoinTrial trial = new JoinTrial(
                Feed.of(0, left),
                new Feed(List.of(List.of(new Item(3, "b", 100), right)), 0),
                JoinType.FULL,
                new JoinTrial.Between(5, 10));
        for (long seed = 0; seed < 20; seed++) {
            Host.inline().run(trial, seed);
        }
    }
}
