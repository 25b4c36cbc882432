// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

/**
 * What one run of one side was.
 *
 * @param events how many were read
 * @param nanos how long it took, from the first read until all results were out
 * @param cpuNanos how much of it its thread was running
 * @param bytes how much its thread allocated meanwhile
 * @param results how many there were
 * @param checksum of the results, in whatever order
 */
public record Run(long events, long nanos, long cpuNanos, long bytes, long results, long checksum) {
    /** Returns how many million events it handled in a second of its thread's processor time. */
    public double millionPerSecond() {
        return events * 1e3 / cpuNanos;
    }

    /** Returns whether another run gave the same results. */
    public boolean agreesWith(Run other) {
        return results == other.results && checksum == other.checksum;
    }
}
