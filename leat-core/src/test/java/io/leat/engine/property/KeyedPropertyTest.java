// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.engine.reference.Feed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Running aggregates and dropping repeats give what is documented, whatever the events, the host and the restarts. */
class KeyedPropertyTest {
    private static final int CASES = 300;

    /** One partition: the order of events of a key is defined only within one. */
    private static Trial trial(Random random) {
        RandomCases cases = new RandomCases(random);
        long length = cases.length();
        Feed feed = cases.feed(length);
        return new KeyedTrial(new Feed(List.of(feed.partitions().get(0)), feed.bound()), length);
    }

    @Test
    void whenEventsGoByKey_thenAsDefined() {
        Property.check(CASES, KeyedPropertyTest::trial);
    }
}
