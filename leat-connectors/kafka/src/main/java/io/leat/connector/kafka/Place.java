// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.kafka;

import io.leat.connector.Position;
import java.time.Instant;

/**
 * Where reading a partition begins or goes on.
 *
 * @param number of {@link Kind#OFFSET} and {@link Kind#TO_END} the next record, of {@link Kind#TIME} milliseconds since 1970; else 0
 * @param end the first offset that is not read any more; {@link #ENDLESS} if there is none
 */
record Place(Kind kind, long number, long end) {
    static final long ENDLESS = Long.MAX_VALUE;
    static final Place EARLIEST = new Place(Kind.EARLIEST, 0, ENDLESS);
    static final Place LATEST = new Place(Kind.LATEST, 0, ENDLESS);

    /** All but {@link #OFFSET} have to be looked up before anything is read. */
    enum Kind {
        EARLIEST,
        LATEST,
        TIME,
        /** An offset from which to go on to the end that is there, which a position of a source without an end does not say. */
        TO_END,
        OFFSET
    }

    static Place time(Instant from) {
        return new Place(Kind.TIME, from.toEpochMilli(), ENDLESS);
    }

    static Place offset(long next, long end) {
        return new Place(Kind.OFFSET, next, end);
    }

    /** Returns this place for a source that ends, or does not, whatever the source did that the place was kept for. */
    Place in(boolean bounded) {
        if (kind != Kind.OFFSET || bounded == (end != ENDLESS)) {
            return this;
        }
        return bounded ? new Place(Kind.TO_END, number, ENDLESS) : offset(number, ENDLESS);
    }

    /** Returns whether something was read up to here. */
    boolean goesOn() {
        return kind == Kind.OFFSET || kind == Kind.TO_END;
    }

    boolean known() {
        return kind == Kind.OFFSET;
    }

    /** Reads what {@link #position} has written. */
    static Place of(Position position) {
        String text = position.text();
        if (text.equals("earliest")) {
            return EARLIEST;
        }
        if (text.equals("latest")) {
            return LATEST;
        }
        if (text.startsWith("@")) {
            return new Place(Kind.TIME, Long.parseLong(text, 1, text.length(), 10), ENDLESS);
        }
        int slash = text.indexOf('/');
        return slash < 0
                ? offset(Long.parseLong(text), ENDLESS)
                : offset(Long.parseLong(text.substring(0, slash)), Long.parseLong(text.substring(slash + 1)));
    }

    /** Returns it as {@code 17}, as {@code 17/1000} if it ends, or as what is to be looked up. */
    Position position() {
        return new Position(
                switch (kind) {
                    case EARLIEST -> "earliest";
                    case LATEST -> "latest";
                    case TIME -> "@" + number;
                    case TO_END -> Long.toString(number);
                    case OFFSET -> end == ENDLESS ? Long.toString(number) : number + "/" + end;
                });
    }
}
