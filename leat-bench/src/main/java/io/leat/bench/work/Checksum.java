// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

/** Where the results of both sides end: counts them, and adds up a hash of each, so that their order does not matter. */
final class Checksum {
    private long results;
    private long sum;

    void add(String instance) {
        results++;
        sum += instance.hashCode();
    }

    void add(Load load) {
        results++;
        long hash = load.instance().hashCode();
        hash = 31 * hash + load.calls();
        hash = 31 * hash + load.tokens();
        hash = 31 * hash + load.fastestMs();
        hash = 31 * hash + load.slowestMs();
        sum += hash * 0x9E3779B97F4A7C15L;
    }

    long results() {
        return results;
    }

    long value() {
        return sum;
    }
}
