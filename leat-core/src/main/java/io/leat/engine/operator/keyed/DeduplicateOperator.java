// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.graph.Step;
import io.leat.time.Millis;
import org.jspecify.annotations.Nullable;

/**
 * Lets an event pass unless one of its key has passed at most {@code within} before or after it.
 *
 * <p>Time is cut into spans of {@code within} plus a millisecond, whose numbers are the namespaces: two events that pass are
 * further apart than two instants of a span, so a span holds at most one of a key, and what is near an event lies in its own
 * span or beside it. All keys of a span are forgotten together, by one timer, as those of a window are.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class DeduplicateOperator<K extends @Nullable Object, T> implements Operator<K, T> {
    private final long within;
    private final long width;
    private final Table<K, FirstEvent> table;
    private final Timers<K> timers;
    private final Output output;
    private final Tally tally;

    public DeduplicateOperator(
            long withinMs, Table<K, FirstEvent> table, Timers<K> timers, Output output, Tally tally) {
        this.within = withinMs;
        this.width = withinMs + 1;
        this.table = table;
        this.timers = timers;
        this.output = output;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        if (ts <= w) {
            tally.late++; // what it may repeat may be forgotten
            output.emit(Step.LATE, value, ts);
            return;
        }
        long span = Math.floorDiv(ts, width);
        if (hasNear(key, hash, ts, span - 1) || hasNear(key, hash, ts, span + 1) || hasNear(key, hash, ts, span)) {
            tally.filtered++;
            return;
        }
        table.insert(key, hash, span, new FirstEvent(ts));
        timers.at(key, hash, span, forgottenAt(span));
        tally.out++;
        output.emit(Step.MAIN, value, ts);
    }

    private boolean hasNear(K key, int hash, long ts, long span) {
        FirstEvent first = table.forUpdate(key, hash, span);
        return first != null && Math.abs(ts - first.time) <= within;
    }

    /** The watermark at which no event that is not late can be near one of the span. */
    private long forgottenAt(long span) {
        return Millis.plus((span + 1) * width - 1, within);
    }

    @Override
    public void onDue(K key, int hash, long span, long time) {
        table.remove(key, hash, span);
    }
}
