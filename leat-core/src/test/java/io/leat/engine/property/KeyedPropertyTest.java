// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.engine.reference.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Running aggregates, dropping repeats and state with a time to live give what is documented, whatever the events, the host and the restarts. */
class KeyedPropertyTest {
    private static final int CASES = 300;

    /** Each partition with keys of its own: the order of events of a key is defined only within one. */
    private static Trial trial(Random random) {
        RandomCases cases = new RandomCases(random);
        long length = cases.length();
        Feed feed = cases.feed(length);
        List<List<Item>> partitions = new ArrayList<>();
        for (List<Item> items : feed.partitions()) {
            String prefix = partitions.size() + "-";
            partitions.add(items.stream()
                    .map(item -> new Item(item.id(), prefix + item.key(), item.time()))
                    .toList());
        }
        return new KeyedTrial(new Feed(partitions, feed.bound()), length);
    }

    @Test
    void whenEventsGoByKey_thenAsDefined() {
        Property.check(CASES, KeyedPropertyTest::trial);
    }

    private static Trial top(Random random) {
        RandomCases cases = new RandomCases(random);
        Shape shape = cases.aligned();
        return new TopTrial(cases.feed(RandomCases.unit(shape)), shape, cases.lateness(), 1 + random.nextInt(4));
    }

    @Test
    void whenResultsAreRanked_thenTheBestOfEachWindow() {
        Property.check(CASES, KeyedPropertyTest::top);
    }
}
