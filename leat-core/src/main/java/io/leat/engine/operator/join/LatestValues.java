// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.time.Millis.plus;

import io.leat.engine.port.Table;
import io.leat.engine.port.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The latest value of each key by event time, of those that have arrived; of equal times the last to arrive. A value is forgotten
 * when the watermark reaches {@code ts + timeToLive}.
 *
 * <p>All questions are answered by the watermark that the asking record is judged by, which is never behind the merged one that
 * the timers go by. So it does not show when these fire: a value that is still here is not found after its time, and one that is
 * older than what has been forgotten is too old as well. A key has one timer, for the value it had then; a newer value costs no
 * timer of its own.
 *
 * @param <K> the keys
 */
public final class LatestValues<K extends @Nullable Object> {
    private static final long STATE = 0;

    private final long timeToLive;
    private final Table<K, LatestValue> table;
    private final Timers<K> timers;

    /** {@code timeToLiveMs} is above zero. */
    public LatestValues(long timeToLiveMs, Table<K, LatestValue> table, Timers<K> timers) {
        this.timeToLive = timeToLiveMs;
        this.table = table;
        this.timers = timers;
    }

    /** Takes a value if it is the latest of its key, and returns whether it is; if not, it is too old. */
    boolean take(K key, int hash, @Nullable Object value, long ts, long w) {
        if (isGone(ts, w)) {
            return false;
        }
        LatestValue latest = table.forUpdate(key, hash, STATE);
        if (latest == null) {
            table.insert(key, hash, STATE, new LatestValue(value, ts));
            timers.at(key, hash, STATE, plus(ts, timeToLive));
            return true;
        }
        if (ts < latest.ts()) {
            return false;
        }
        latest.set(value, ts);
        table.save(latest);
        return true;
    }

    /** Returns the latest value of a key; null if there is none. */
    @Nullable
    LatestValue find(K key, int hash, long w) {
        LatestValue latest = table.forUpdate(key, hash, STATE);
        return latest == null || isGone(latest.ts(), w) ? null : latest;
    }

    /** Forgets the value of a key if its time has come. */
    void due(K key, int hash, long time) {
        LatestValue latest = table.forUpdate(key, hash, STATE);
        if (latest == null) {
            return;
        }
        if (isGone(latest.ts(), Math.max(time, timers.watermark()))) {
            table.remove(key, hash, STATE);
        } else {
            timers.at(key, hash, STATE, plus(latest.ts(), timeToLive));
        }
    }

    private boolean isGone(long ts, long w) {
        return plus(ts, timeToLive) <= w;
    }
}
