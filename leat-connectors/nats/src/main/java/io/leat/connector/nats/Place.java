// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.leat.connector.Position;
import org.jspecify.annotations.Nullable;

/**
 * Where a reader stands in a stream, or is to begin.
 *
 * @param number by its kind the sequence that was read last, the first one to be read, or milliseconds since 1970-01-01T00:00Z
 * @param end the last sequence to be read; {@link #NO_END} if it has none, or is not known yet
 */
record Place(Kind kind, long number, long end) {
    static final long NO_END = Long.MAX_VALUE;
    static final Place EARLIEST = new Place(Kind.EARLIEST, 0, NO_END);
    static final Place LATEST = new Place(Kind.LATEST, 0, NO_END);

    /** What the number says. All but the first are places to begin. */
    enum Kind {
        AFTER,
        EARLIEST,
        LATEST,
        SEQUENCE,
        TIME
    }

    static Place sequence(long first) {
        return new Place(Kind.SEQUENCE, first, NO_END);
    }

    static Place time(long ms) {
        return new Place(Kind.TIME, ms, NO_END);
    }

    boolean known() {
        return kind == Kind.AFTER;
    }

    Place after(long sequence) {
        return new Place(Kind.AFTER, sequence, end);
    }

    Place until(long last) {
        return new Place(kind, number, last);
    }

    boolean atEnd() {
        return known() && number >= end;
    }

    /** Returns it as text: {@code 17}, with an end {@code 17/40}; empty if it is not known yet. */
    Position position() {
        return new Position(!known() ? "" : end == NO_END ? Long.toString(number) : number + "/" + end);
    }

    /** Reads a position; one that was not known yet is {@code start}. */
    static Place of(@Nullable Position position, Place start) {
        if (position == null || position.text().isEmpty()) {
            return start;
        }
        String[] parts = position.text().split("/", -1);
        return new Place(Kind.AFTER, Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : NO_END);
    }
}
