// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

/**
 * How a directory grows and shrinks.
 *
 * @param segmentBytes after how many bytes the next segment is begun, at the end of an epoch
 * @param compactBytes how many bytes of changes there have to be before they are compacted, also if the base is smaller
 * @param historyMs how long a base is kept after another has taken its place, in milliseconds; 0 for not at all
 */
public record Limits(long segmentBytes, long compactBytes, long historyMs) {
    public Limits {
        if (segmentBytes < 1 || compactBytes < 1 || historyMs < 0) {
            throw new IllegalArgumentException("segmentBytes " + segmentBytes + ", compactBytes " + compactBytes
                    + " and historyMs " + historyMs + ": sizes of 1 or more and a time of 0 or more are allowed");
        }
    }

    /** Segments of 64 MiB, compaction from 8 MiB on, no history. */
    public static Limits standard() {
        return new Limits(64 << 20, 8 << 20, 0);
    }

    /** Returns the same with another time for which bases are kept. */
    public Limits withHistoryMs(long ms) {
        return new Limits(segmentBytes, compactBytes, ms);
    }
}
