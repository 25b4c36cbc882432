// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.broadcast;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest value of each key: by event time, then by the worker it comes from, then by arrival. So workers that get the
 * same updates in different orders have the same table.
 *
 * <p>A removal is remembered until the watermark has passed it, so that an older value that comes later does not bring its key
 * back; what comes later still is late, and a late value makes no new key. Where nothing is ever removed, it does.
 */
public final class BroadcastOperator implements Operator<Object, Object> {
    public static final long STATE = 0;

    private final boolean removes;
    private final Table<Object, BroadcastValue> table;
    private final Timers<Object> timers;
    private final Tally tally;
    private final Runnable changed;

    /**
     * Makes an operator.
     *
     * @param removes whether an update may be a removal
     * @param changed is run after each change of the table
     */
    public BroadcastOperator(
            boolean removes,
            Table<Object, BroadcastValue> table,
            Timers<Object> timers,
            Tally tally,
            Runnable changed) {
        this.removes = removes;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
        this.changed = changed;
    }

    @Override
    public void onRecord(int input, Object key, int hash, Object value, long ts, long w) {
        Update update = (Update) value;
        BroadcastValue latest = table.forUpdate(key, hash, STATE);
        if (isDecided(latest, ts, w) || (latest != null && latest.isNewerThan(update, ts))) {
            tally.late++;
            return;
        }
        if (latest == null) {
            latest = new BroadcastValue();
            latest.set(update, ts);
            table.insert(key, hash, STATE, latest);
        } else {
            latest.set(update, ts);
            table.save(latest);
        }
        if (latest.isRemoval()) {
            timers.at(key, hash, STATE, ts);
        }
        changed.run();
    }

    /** Behind the watermark a removal may be forgotten here and not elsewhere: so nothing that comes then makes a new key. */
    private boolean isDecided(@Nullable BroadcastValue latest, long ts, long w) {
        return removes && ts < w && (latest == null || latest.isRemoval());
    }

    @Override
    public void onDue(Object key, int hash, long namespace, long time) {
        BroadcastValue latest = table.forUpdate(key, hash, STATE);
        if (latest != null && latest.isRemoval() && latest.ts() <= time) {
            table.remove(key, hash, STATE);
        }
    }
}
