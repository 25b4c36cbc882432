// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of shapes whose bounds do not depend on the events: all but sessions. The namespace of an accumulator
 * tells the bounds of its window.
 *
 * @param <K> the keys
 * @param <A> the accumulators
 */
public final class AlignedWindows<K extends @Nullable Object, A extends Entry & Accumulator> {
    private final WindowBounds bounds;
    private final Emission<A> emission;
    private final Table<K, A> table;
    private final Timers<K> timers;
    private final Tally tally;

    public AlignedWindows(WindowBounds bounds, Emission<A> emission, Table<K, A> table, Timers<K> timers, Tally tally) {
        this.bounds = bounds;
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    WindowBounds bounds() {
        return bounds;
    }

    /** Returns the watermark at which a window that ends then takes no more events. */
    long overAt(long end) {
        return emission.overAt(end);
    }

    /** Returns whether a window takes no more events at watermark {@code w}. */
    boolean isOver(long namespace, long w) {
        return emission.isOver(bounds.end(namespace), w);
    }

    /**
     * Adds an event to a window.
     *
     * @return what a user function threw, to be told by {@link #failed} once an event; null if the window has taken the event
     */
    @Nullable
    Exception add(int input, K key, int hash, @Nullable Object value, long ts, long namespace) {
        A window = table.forUpdate(key, hash, namespace);
        boolean isNew = window == null;
        if (window == null) {
            window = emission.create();
        }
        boolean wasChanged = window.isChanged();
        boolean withdrawn = window.isComplete()
                && emission.withdraw(
                        window, new WindowLogic.Span(bounds.start(namespace), bounds.end(namespace)), false);
        try {
            window.add(input, value, ts);
        } catch (Exception e) {
            if (withdrawn) {
                window.markChanged();
                update(window, namespace);
            }
            return e;
        }
        window.markChanged();
        if (isNew) {
            open(window, key, hash, namespace);
        } else {
            update(window, namespace);
        }
        if (emission.isEarly() && !wasChanged && !window.isComplete()) {
            timers.at(key, hash, namespace, earlyAt(namespace));
        }
        return null;
    }

    private long earlyAt(long namespace) {
        return emission.earlyAt(bounds.start(namespace), bounds.end(namespace), timers.watermark());
    }

    /** Takes note of an event on which a user function threw. */
    void failed(@Nullable Object value, long ts, Exception cause) {
        emission.failed(value, ts, cause);
    }

    private void open(A window, K key, int hash, long namespace) {
        tally.windows++;
        table.insert(key, hash, namespace, window);
        timers.at(key, hash, namespace, emission.firesAt(bounds.end(namespace)));
    }

    private void update(A window, long namespace) {
        if (window.isComplete()) {
            long end = bounds.end(namespace);
            emission.fire(window, bounds.start(namespace), end, emission.firesAt(end));
        }
        table.save(window);
    }

    /** Passes on an event that none of its windows takes. */
    void late(int input, @Nullable Object value, long ts) {
        tally.late++;
        emission.late(input, value, ts);
    }

    /** Fires a window, and drops it if its time is over. */
    void due(K key, int hash, long namespace, long time) {
        A window = table.forUpdate(key, hash, namespace);
        if (window == null) {
            return;
        }
        long end = bounds.end(namespace);
        if (emission.isOvertaken(end, time, timers.watermark())) {
            return;
        }
        emission.fire(window, bounds.start(namespace), end, time);
        if (emission.isOver(end, time)) {
            table.remove(key, hash, namespace);
            return;
        }
        table.save(window);
        if (window.isComplete()) {
            timers.at(key, hash, namespace, emission.overAt(end));
        }
    }

    long heldBack(long w) {
        return emission.heldBack(w);
    }
}
