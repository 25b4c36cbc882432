// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import org.jspecify.annotations.Nullable;

/** Where a reader hands its records to. Valid during one call of {@link SourceReader#read}, for its thread. */
public interface Records<T> {
    /**
     * Takes a record whose time the source does not know; the source's {@code timedBy} does. A live source that says that it
     * is timed and has no such function gets the clock's time, which then never goes back.
     */
    void add(T value);

    /**
     * Takes a record with its time; the source's {@code timedBy}, if there is one, wins.
     *
     * @param timestamp event time in milliseconds since 1970-01-01T00:00Z
     */
    void add(T value, long timestamp);

    /**
     * Takes the source's own watermark: no more records of this partition have a timestamp at or below it. It goes before the
     * records that follow. One that goes back is ignored, and so are all of them unless the pipeline asks for them by {@code
     * Watermarks.fromSource()}; so a reader that knows its watermark hands it over in any case. The end of the input is told by
     * {@link SourceReader.Status#END} instead, and when a partition goes on with the clock is the engine's business.
     *
     * @param timestamp event time in milliseconds since 1970-01-01T00:00Z; beyond 146 million years from then, or too far in the
     *     future of the clock where that is limited, it is not taken and becomes a dead letter
     */
    default void watermark(long timestamp) {}

    /**
     * Takes note of a record that cannot be read; it becomes a dead letter.
     *
     * @param origin where it was, such as {@code calls.jsonl:17}
     * @param raw its text or bytes as they are
     * @param reason what is wrong with it
     */
    void unreadable(String origin, Object raw, String reason, @Nullable Exception cause);
}
