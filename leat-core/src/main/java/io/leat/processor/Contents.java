// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.ArrayList;
import java.util.List;

/** The events of a window by time, of equal times by arrival; those evicted since count, but are there no more. */
final class Contents<T> {
    private final ArrayList<Retained<T>> events = new ArrayList<>(4);
    private long added;

    /** Adds an event, and returns this. O(1) for one that is not before the last. */
    Contents<T> with(Retained<T> event) {
        int at = events.size();
        while (at > 0 && event.isBefore(events.get(at - 1))) {
            at--;
        }
        events.add(at, event);
        added++;
        return this;
    }

    /** Adds the events of another, and returns this. */
    Contents<T> and(Contents<T> other) {
        long sum = added + other.added;
        other.events.forEach(this::with);
        added = sum;
        return this;
    }

    /** Returns the events that are still there. A copy. */
    List<T> present() {
        List<T> found = new ArrayList<>(events.size());
        for (Retained<T> event : events) {
            T there = event.event();
            if (there != null) {
                found.add(there);
            }
        }
        return found;
    }

    /** Forgets the events that are not there any more; returns whether one is left. */
    boolean compact() {
        events.removeIf(event -> event.event() == null);
        events.trimToSize();
        return !events.isEmpty();
    }

    /** Returns how many events were added. */
    long added() {
        return added;
    }
}
