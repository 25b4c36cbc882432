// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** The latest events in the order of their arrival, bounded in number and age. Not thread-safe. */
final class EventLog<T> {
    private final int maxEvents;
    private final long ageMs;
    private final Deque<Retained<T>> events = new ArrayDeque<>();
    private long numbered;
    private long lastArrivalMs = Long.MIN_VALUE;
    private long evicted;

    EventLog(int maxEvents, long ageMs) {
        this.maxEvents = maxEvents;
        this.ageMs = ageMs;
    }

    /** Adds an event that arrives now, and evicts what there is no more room for. */
    Retained<T> add(T event, long timeMs, long nowMs) {
        lastArrivalMs = Math.max(lastArrivalMs, nowMs); // a clock that goes back must not spoil the order
        Retained<T> added = new Retained<>(event, numbered++, timeMs, lastArrivalMs);
        events.addLast(added);
        if (events.size() > maxEvents) {
            evictFirst();
        }
        return added;
    }

    /** Evicts what is too old now. */
    void expire(long nowMs) {
        for (Retained<T> first; (first = events.peekFirst()) != null && isTooOld(first, nowMs); ) {
            evictFirst();
        }
    }

    private boolean isTooOld(Retained<T> event, long nowMs) {
        return io.leat.time.Millis.plus(event.arrivalMs(), ageMs) < nowMs;
    }

    private void evictFirst() {
        events.removeFirst().evict();
        evicted++;
    }

    /** Returns how many events were evicted. */
    long evicted() {
        return evicted;
    }

    int size() {
        return events.size();
    }

    Iterable<Retained<T>> retained() {
        return events;
    }

    /** Returns the latest events, oldest first. A copy. */
    List<T> latest(int atMost) {
        List<T> found = new ArrayList<>(Math.min(atMost, events.size()));
        Iterator<Retained<T>> backwards = events.descendingIterator();
        while (found.size() < atMost && backwards.hasNext()) {
            T event = backwards.next().event();
            if (event != null) { // always: what is in here is not evicted
                found.add(event);
            }
        }
        Collections.reverse(found);
        return found;
    }
}
