// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.redis;

import io.leat.connector.Position;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * Where a reader stands in a stream, or is to begin.
 *
 * @param after the entry that was read last, or an id before the first one to be read; null for what is there last when the reader
 *     begins
 * @param count how many entries the stream was given up to there, whether or not they are still in it; -1 if that is not known
 * @param end the last entry to be read; null if it has none, or is not known yet
 * @param known whether a reader has begun, so that this is a position; else it is where one is to begin
 */
record Place(
        @Nullable StreamEntryID after, long count, @Nullable StreamEntryID end, boolean known) {
    static final long UNKNOWN = -1;
    static final StreamEntryID ZERO = new StreamEntryID(0, 0);
    static final Place EARLIEST = new Place(ZERO, UNKNOWN, null, false);
    static final Place LATEST = new Place(null, UNKNOWN, null, false);

    /** Returns a place to begin: behind an id. */
    static Place startAfter(StreamEntryID id) {
        return new Place(id, UNKNOWN, null, false);
    }

    Place at(StreamEntryID id, long number) {
        return new Place(id, number, end, true);
    }

    boolean atEnd() {
        return end != null && Objects.requireNonNull(after).compareTo(end) >= 0;
    }

    /** Returns it as text: {@code 1711846799125-0 17 1711846799999-0}, the last part only with an end; empty if it is not known yet. */
    Position position() {
        return new Position(known ? after + " " + count + (end == null ? "" : " " + end) : "");
    }

    /** Reads a position; one that was not known yet is {@code start}. */
    static Place of(@Nullable Position position, Place start) {
        if (position == null || position.text().isEmpty()) {
            return start;
        }
        String[] parts = position.text().split(" ", -1);
        StreamEntryID end = parts.length > 2 ? new StreamEntryID(parts[2]) : null;
        return new Place(new StreamEntryID(parts[0]), Long.parseLong(parts[1]), end, true);
    }
}
