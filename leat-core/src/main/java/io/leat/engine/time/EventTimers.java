// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Timers of one kind of time, of one operator in one thread. */
public interface EventTimers<K extends @Nullable Object> {
    /** Called for each timer that is due. */
    @FunctionalInterface
    interface Handler<K extends @Nullable Object> {
        void due(K key, int hash, long namespace, long time);
    }

    /** Sets a timer; setting it twice is setting it once. */
    void at(K key, int hash, long namespace, long time);

    /** Takes a timer back, if it is set. Where the keys of a namespace share their timers, it stays. */
    void cancel(K key, int hash, long namespace, long time);

    /**
     * Calls the handler for what is due at {@code now}, timers that it sets meanwhile included, in order of their time, then
     * namespace.
     *
     * @param pause asked now and then; when it says yes this returns early, to be called again
     * @return whether everything that is due has been called
     */
    boolean fire(long now, Handler<K> handler, BooleanSupplier pause);

    /** Returns the time of the next timer; {@code Long.MAX_VALUE} if there is none. */
    long next();

    /** Says whether a timer is to be removed. */
    @FunctionalInterface
    interface Test<K extends @Nullable Object> {
        /** {@code key} is null for a timer that all keys of a namespace share. */
        boolean test(@Nullable K key, int hash, long namespace);
    }

    /** Removes the timers for which a test says so: those of what is gone before its time. O(timers). */
    void removeIf(Test<K> test);

    /** Takes timers. */
    @FunctionalInterface
    interface Visitor<K extends @Nullable Object> {
        void visit(K key, int hash, long namespace, long time);
    }

    /** Hands every timer of a key to {@code visitor}, in no order; none that keys share. The timers must not change meanwhile. */
    void visit(Visitor<K> visitor);
}
