// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Segments that are held for a query, so that they are not deleted before it is closed. One thread at a time. */
final class Holds implements Closeable {
    /** What is found where nothing is. */
    static final LoggedEvents NO_EVENTS = new LoggedEvents() {
        @Override
        public @Nullable LoggedEvent next() {
            return null;
        }

        @Override
        public void close() {}
    };

    private final List<Segment> segments = new ArrayList<>();

    private Holds() {}

    /** Holds those of a log's segments that are still there and of which it is true. */
    static Holds of(List<Segment> all, Predicate<Extent> wanted) {
        Holds holds = new Holds();
        for (Segment segment : all) {
            if (wanted.test(segment.extent()) && segment.hold()) {
                holds.segments.add(segment);
            }
        }
        return holds;
    }

    List<Segment> segments() {
        return segments;
    }

    /** Returns the segment that begins with an event, held once more; null if it is not among these. */
    @Nullable
    Segment successor(long index) {
        for (Segment segment : segments) {
            if (segment.firstIndex() == index) {
                segment.hold();
                return segment;
            }
        }
        return null;
    }

    /** Lets go of one of them. */
    void release(Segment segment) throws IOException {
        if (segments.remove(segment)) {
            segment.release();
        }
    }

    @Override
    public void close() throws IOException {
        while (!segments.isEmpty()) {
            release(segments.get(segments.size() - 1));
        }
    }
}
