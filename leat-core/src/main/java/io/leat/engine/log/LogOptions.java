// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.log.segment.Retention;
import java.time.InstantSource;

/**
 * How a log is kept.
 *
 * @param name whose log it is; it is in every file, so that one of another log is not taken for one of this
 * @param schema what the events are, in words; it is in every file
 * @param segmentBytes how large a segment becomes before the next one is begun
 * @param clock tells how old events are
 */
public record LogOptions(
        String name,
        String schema,
        Durability durability,
        Retention retention,
        long segmentBytes,
        InstantSource clock) {
    private static final long SEGMENT_BYTES = 64L << 20;
    /** An offset in a segment has to fit four bytes, also behind the largest event. */
    private static final long LARGEST_SEGMENT_BYTES = 1L << 30;

    public LogOptions {
        if (segmentBytes < 1 || segmentBytes > LARGEST_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "segments of " + segmentBytes + " bytes: give 1 to " + LARGEST_SEGMENT_BYTES);
        }
    }

    /** Returns a durable log that keeps everything, in segments of 64 MB, by the system's clock. */
    public static LogOptions of(String name) {
        return new LogOptions(name, "", Durability.DURABLE, Retention.FOREVER, SEGMENT_BYTES, InstantSource.system());
    }

    /** Returns the same for events of which words say what they are. */
    public LogOptions withSchema(String words) {
        return new LogOptions(name, words, durability, retention, segmentBytes, clock);
    }

    /** Returns the same with another durability. */
    public LogOptions with(Durability other) {
        return new LogOptions(name, schema, other, retention, segmentBytes, clock);
    }

    /** Returns the same with another retention. */
    public LogOptions with(Retention other) {
        return new LogOptions(name, schema, durability, other, segmentBytes, clock);
    }

    /** Returns the same with another clock. */
    public LogOptions with(InstantSource other) {
        return new LogOptions(name, schema, durability, retention, segmentBytes, other);
    }

    /** Returns the same with segments of another size. */
    public LogOptions withSegmentBytes(long bytes) {
        return new LogOptions(name, schema, durability, retention, bytes, clock);
    }
}
