// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.engine.directory.Limits;
import java.util.Random;

/**
 * How a simulated job is kept.
 *
 * @param epochMs how often an epoch ends, in simulated milliseconds
 * @param limits small, so that segments are begun and compacted all the time
 * @param stateOnHeap how many bytes of state have room on the heap
 */
record JobOptions(long epochMs, Limits limits, long stateOnHeap) {
    private static final int MOST_EPOCH_MS = 200;
    private static final int MOST_SEGMENT_BYTES = 20_000;
    private static final int MOST_COMPACT_BYTES = 2_000;
    private static final int MOST_STATE_BYTES = 1_000;
    private static final int CAPPED_ONE_OF = 4;

    static JobOptions any(Random random) {
        return new JobOptions(
                1 + random.nextInt(MOST_EPOCH_MS),
                new Limits(1 + random.nextInt(MOST_SEGMENT_BYTES), 1 + random.nextInt(MOST_COMPACT_BYTES), 0),
                random.nextInt(CAPPED_ONE_OF) == 0 ? 1 + random.nextInt(MOST_STATE_BYTES) : Long.MAX_VALUE);
    }

    boolean isCapped() {
        return stateOnHeap < Long.MAX_VALUE;
    }
}
