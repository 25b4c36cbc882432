// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.log.segment.LoggedEvent;
import io.leat.engine.log.segment.Segment;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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

    /** Holds a segment, unless it is deleted. */
    void add(Segment segment) {
        if (segment.hold()) {
            segments.add(segment);
        }
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
