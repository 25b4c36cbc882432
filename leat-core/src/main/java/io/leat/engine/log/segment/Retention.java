// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log.segment;

/**
 * How long events are kept. What is beyond one of the limits goes, a whole segment at a time, so up to an eighth more is kept.
 *
 * @param ageMs since their arrival, in milliseconds; {@code Long.MAX_VALUE} for any
 * @param bytes that the log has on disk; {@code Long.MAX_VALUE} for any
 */
public record Retention(long ageMs, long bytes) {
    /** Nothing goes. */
    public static final Retention FOREVER = new Retention(Long.MAX_VALUE, Long.MAX_VALUE);

    private static final int PARTS = 8;

    public Retention {
        if (ageMs <= 0 || bytes <= 0) {
            throw new IllegalArgumentException(
                    "to retain events for " + ageMs + " ms and up to " + bytes + " bytes: give more than zero of both");
        }
    }

    /** Returns how old the first event of a segment may be before the next one is begun. */
    public long segmentAgeMs() {
        return ageMs == Long.MAX_VALUE ? ageMs : Math.max(1, ageMs / PARTS);
    }

    /** Returns how large a segment may be, at most {@code wanted}. */
    public long segmentBytes(long wanted) {
        return Math.min(wanted, Math.max(1, bytes / PARTS));
    }
}
