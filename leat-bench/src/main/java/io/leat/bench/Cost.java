// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench;

import io.leat.bench.work.Run;

/**
 * What a side allocates, told apart by two runs over the same events, the second with half the results.
 *
 * @param bytesPerEvent what more events would cost that make no more results
 * @param bytesPerResult what a key in a window costs once: its state, its share of the table, and its result
 */
record Cost(double bytesPerEvent, double bytesPerResult) {
    /** {@code half} has as many results as {@code full} for a work without windows: then all is charged to the events. */
    static Cost of(Run full, Run half) {
        long results = full.results() - half.results();
        double perResult = results == 0 ? 0 : (double) (full.bytes() - half.bytes()) / results;
        double perEvent = (full.bytes() - perResult * full.results()) / full.events();
        return new Cost(Math.max(0, perEvent), perResult);
    }
}
