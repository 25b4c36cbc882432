// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The open windows of one size, aligned to a grid: what tumbling and sliding windows have in common. The namespace of an
 * accumulator is the start of its window.
 *
 * @param <K> the keys
 * @param <A> the accumulators
 */
public final class AlignedWindows<K extends @Nullable Object, A extends Entry & Accumulator> {
    private final long size;
    private final Emission<A> emission;
    private final Table<K, A> table;
    private final Timers<K> timers;
    private final Tally tally;

    public AlignedWindows(long size, Emission<A> emission, Table<K, A> table, Timers<K> timers, Tally tally) {
        this.size = size;
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    /** Returns the watermark at which the window that begins at {@code start} takes no more events. */
    long overAt(long start) {
        return emission.overAt(start + size);
    }

    /** Returns whether the window that begins at {@code start} takes no more events at watermark {@code w}. */
    boolean isOver(long start, long w) {
        return emission.isOver(start + size, w);
    }

    /**
     * Adds an event to a window.
     *
     * @return what a user function threw, to be told by {@link #failed} once an event; null if the window has taken the event
     */
    @Nullable
    Exception add(int input, K key, int hash, @Nullable Object value, long ts, long start) {
        A window = table.forUpdate(key, hash, start);
        boolean isNew = window == null;
        if (window == null) {
            window = emission.create();
        }
        try {
            window.add(input, value, ts);
        } catch (Exception e) {
            return e;
        }
        window.markChanged();
        if (isNew) {
            open(window, key, hash, start);
        } else {
            update(window, start);
        }
        return null;
    }

    /** Takes note of an event on which a user function threw. */
    void failed(@Nullable Object value, long ts, Exception cause) {
        emission.failed(value, ts, cause);
    }

    private void open(A window, K key, int hash, long start) {
        tally.windows++;
        table.insert(key, hash, start, window);
        timers.at(key, hash, start, emission.firesAt(start + size));
    }

    private void update(A window, long start) {
        if (window.emitted() > 0) {
            emission.fire(window, start, start + size);
        }
        table.save(window);
    }

    /** Passes on an event that none of its windows takes. */
    void late(int input, @Nullable Object value, long ts) {
        tally.late++;
        emission.late(input, value, ts);
    }

    /** Fires the window that begins at {@code start}, and drops it if its time is over. */
    void due(K key, int hash, long start, long time) {
        A window = table.forUpdate(key, hash, start);
        if (window == null) {
            return;
        }
        emission.fire(window, start, start + size);
        if (emission.isOver(start + size, time)) {
            table.remove(key, hash, start);
        } else {
            table.save(window);
            timers.at(key, hash, start, emission.overAt(start + size));
        }
    }

    long heldBack(long w) {
        return emission.heldBack(w);
    }
}
