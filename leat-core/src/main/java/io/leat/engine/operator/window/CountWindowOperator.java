// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Windows of so many events of a key, in the order of their coming. A timer at the end of time gives what is left.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class CountWindowOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    private static final long OPEN = 0;

    private final long size;
    private final Emission<A> emission;
    private final Table<K, CountState<A>> table;
    private final Timers<K> timers;
    private final Tally tally;

    public CountWindowOperator(
            Windows.Count shape, Emission<A> emission, Table<K, CountState<A>> table, Timers<K> timers, Tally tally) {
        this.size = shape.events();
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        CountState<A> found = table.forUpdate(key, hash, OPEN);
        CountState<A> window = found == null ? new CountState<>(emission.create()) : found;
        try {
            window.accumulator.add(input, value, ts);
        } catch (Exception e) {
            emission.failed(value, ts, e);
            return;
        }
        window.added(ts);
        if (found == null) {
            tally.windows++;
            table.insert(key, hash, OPEN, window);
            timers.at(key, hash, OPEN, Long.MAX_VALUE);
        }
        if (window.events == size) {
            close(window, key, hash);
        } else {
            table.save(window);
        }
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        CountState<A> window = table.forUpdate(key, hash, OPEN);
        if (window != null) {
            close(window, key, hash);
        }
    }

    private void close(CountState<A> window, K key, int hash) {
        window.accumulator.belongTo(key, hash); // it is no entry of the table by itself
        window.accumulator.markChanged();
        emission.fire(window.accumulator, window.smallest, window.largest + 1);
        table.remove(key, hash, OPEN);
    }
}
