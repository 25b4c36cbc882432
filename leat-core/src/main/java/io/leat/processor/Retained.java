// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import org.jspecify.annotations.Nullable;

/** An event that is kept, until it is evicted: then whoever holds this object holds no event any more. */
final class Retained<T> {
    private final long number;
    private final long timeMs;
    private final long arrivalMs;
    private @Nullable T event;

    /** {@code number} counts the events in the order of their arrival. */
    Retained(T event, long number, long timeMs, long arrivalMs) {
        this.event = event;
        this.number = number;
        this.timeMs = timeMs;
        this.arrivalMs = arrivalMs;
    }

    /** Returns the event, or null if it was evicted. */
    @Nullable
    T event() {
        return event;
    }

    long timeMs() {
        return timeMs;
    }

    long arrivalMs() {
        return arrivalMs;
    }

    /** Returns whether this one comes before another: by time, of equal times by arrival. */
    boolean isBefore(Retained<T> other) {
        return timeMs != other.timeMs ? timeMs < other.timeMs : number < other.number;
    }

    void evict() {
        event = null;
    }
}
