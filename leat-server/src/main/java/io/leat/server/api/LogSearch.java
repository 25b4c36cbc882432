// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.api;

import io.leat.history.EventHistory;
import io.leat.history.Recorded;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks for events in a log, the latest first. The log is read by time from old to new, so this reads its last second, then the four seconds
 * before that, then sixteen, until it has enough, or its own time is over.
 */
final class LogSearch {
    private static final long FIRST_MS = 1_000;
    private static final int GROWTH = 4;
    private static final long LONGEST_NS = 2_000_000_000;
    private static final Instant BEGINNING = Instant.ofEpochMilli(-(1L << 60));
    private static final Instant END = Instant.ofEpochMilli(1L << 60);

    private final EventHistory<?> history;
    private final Search search;
    private final int limit;
    private final long beganNs = System.nanoTime();
    private final List<Recorded<?>> found = new ArrayList<>();
    private boolean complete = true;

    /**
     * What was found.
     *
     * @param events newest first
     * @param complete whether all of the log was looked at, unless there were enough events before
     */
    record Found(List<Recorded<?>> events, boolean complete) {}

    private LogSearch(EventHistory<?> history, Search search, int limit) {
        this.history = history;
        this.search = search;
        this.limit = limit;
    }

    /** Looks for so many events. */
    static Found of(EventHistory<?> history, Search search, int limit) {
        LogSearch searching = new LogSearch(history, search, limit);
        if (history.size() > 0) {
            searching.run();
        }
        return new Found(searching.found, searching.complete);
    }

    private void run() {
        Instant floor = search.from() == null ? BEGINNING : search.from();
        Instant oldest = history.first().map(first -> first.time()).orElse(floor);
        Instant to = search.to() == null ? END : search.to();
        Instant latest = history.recent(1).get(0).time();
        Instant from = (latest.isBefore(to) ? latest : to).minusMillis(FIRST_MS);
        for (long spanMs = FIRST_MS * GROWTH; ; spanMs *= GROWTH) {
            boolean last = !from.isAfter(floor) || from.isBefore(oldest);
            from = last ? floor : from;
            part(from, to);
            if (last || found.size() >= limit || !complete) {
                return;
            }
            to = from.minusMillis(1);
            from = from.minusMillis(spanMs);
        }
    }

    /** Adds the latest of a part, as many as are still wanted. */
    private void part(Instant from, Instant to) {
        Deque<Recorded<?>> matching = new ArrayDeque<>();
        try (Stream<? extends Recorded<?>> events = history.range(from, to)) {
            for (Iterator<? extends Recorded<?>> each = events.iterator(); complete && each.hasNext(); ) {
                Recorded<?> event = each.next();
                if (search.matches(event.time(), null, event.event())) {
                    matching.addFirst(event);
                }
                if (matching.size() > limit - found.size()) {
                    matching.removeLast();
                }
                complete = System.nanoTime() - beganNs < LONGEST_NS;
            }
        }
        found.addAll(matching);
    }
}
