// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The best events by an order, best first, bounded in number. */
final class RankedEvents {
    /** The place of an event that is not among the best. */
    static final long NONE = -1;

    private final ArrayList<Ranked> best = new ArrayList<>(2);

    /** What is kept of an event: what it is ranked by, what decides between equal ones, its time, and what is shown of it. */
    record Ranked(
            Object by,
            @Nullable Object tie,
            long ts,
            @Nullable Object shown) {}

    /** Returns the place that an event would get among the best {@code n}, behind all that are as good: or {@link #NONE}. */
    long place(Ranked event, Comparator<Ranked> bestFirst, int n) {
        int high = best.size();
        if (high == n && bestFirst.compare(event, best.get(high - 1)) >= 0) {
            return NONE;
        }
        int low = 0;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (bestFirst.compare(event, best.get(middle)) >= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void add(Ranked event, long place, int n) {
        if (best.size() == n) {
            best.remove(n - 1);
        }
        best.add((int) place, event);
    }

    List<Ranked> all() {
        return best;
    }

    /** Returns what is shown of the events, best first. A copy. */
    List<@Nullable Object> shown() {
        List<@Nullable Object> shown = new ArrayList<>(best.size());
        best.forEach(event -> shown.add(event.shown()));
        return Collections.unmodifiableList(shown);
    }
}
