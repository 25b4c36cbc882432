// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Random events: several partitions, out of order in each, most within the bound, some late.
 *
 * @param boundMs what the partitions promise of their disorder
 */
record Feed(List<List<Reading>> partitions, long boundMs) {
    private static final int PARTITIONS = 5;
    private static final int EVENTS_EACH = 700;
    private static final int KEYS = 40;
    private static final long BOUND_MS = 40;
    private static final int STEP_MS = 10;

    /** One event in so many may lie further back than the bound. */
    private static final int LATE_ONE_IN = 12;

    /**
     * One event in so many is ahead of the others, so that many behind it are late: a host that has forgotten the largest
     * time takes those for in time, wherever it has forgotten it.
     */
    private static final int AHEAD_ONE_IN = 60;

    private static final long AHEAD_MS = 400;

    static Feed random(long seed) {
        Random random = new Random(seed);
        return new Feed(
                IntStream.range(0, PARTITIONS)
                        .mapToObj(p -> partition(p, random))
                        .toList(),
                BOUND_MS);
    }

    private static List<Reading> partition(int partition, Random random) {
        List<Reading> events = new ArrayList<>();
        long now = -1_000L; // times around zero, too
        for (int i = 0; i < EVENTS_EACH; i++) {
            now += random.nextInt(2 * STEP_MS);
            long back = random.nextInt(LATE_ONE_IN) == 0 ? random.nextInt(400) : random.nextInt((int) BOUND_MS);
            long time = random.nextInt(AHEAD_ONE_IN) == 0 ? now + AHEAD_MS : now - back;
            events.add(new Reading("key-" + random.nextInt(KEYS), time, partition * EVENTS_EACH + i));
        }
        return List.copyOf(events);
    }

    int size() {
        return partitions.stream().mapToInt(List::size).sum();
    }
}
