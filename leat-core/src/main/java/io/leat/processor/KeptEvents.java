// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.processor;

import java.util.List;

/**
 * The events of a processor in its directory, where they outlive the process. Thread-safe. Implemented inside the engine; what goes wrong
 * there is thrown as {@link java.io.UncheckedIOException}.
 */
public interface KeptEvents<T> extends AutoCloseable {
    /** Adds an event; that it survives is certain after {@link #settle}. */
    void add(T event, long timeMs, long arrivalMs);

    /** Returns when all that was added survives what was chosen. */
    void settle();

    /** Returns the latest events, oldest first. */
    List<T> latest(int atMost);

    /** Returns the events of a range of time, both ends included, by time, of equal ones by arrival. */
    List<T> between(long fromMs, long toMs);

    /** Hands over the latest events, oldest first, with the time of their arrival. */
    void visitLatest(int atMost, Visitor<T> visitor);

    /** Takes events. */
    @FunctionalInterface
    interface Visitor<T> {
        void visit(T event, long arrivalMs);
    }

    /** Forgets all events. */
    void clear();

    @Override
    void close();
}
