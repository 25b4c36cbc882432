// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.time.Millis.minus;
import static io.leat.time.Millis.plus;

import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.join.JoinBounds;
import org.jspecify.annotations.Nullable;

/**
 * As-of join: a left record with the version of the right side that holds at its time, the last with
 * {@code version.ts <= left.ts <= version.ts + timeToLive}; of equal times the last to arrive. A record of either side is late iff
 * its time is at or below the watermark.
 *
 * <p>A left record waits until the watermark reaches its time: from then on every version that could still change the result is
 * late. The result goes out before that watermark does, so it is not late downstream, and nothing need be held back.
 *
 * <p>A version is needed for left records to come, all of them behind the watermark <i>w</i>, while no other with a time up to
 * {@code w + 1} follows it and {@code ts + timeToLive > w}. Others are dropped when the key is touched next, by a version or by
 * its timer. A key has one timer, for what comes first: that a left record need wait no longer, or that its oldest version
 * expires. It may come early, and is then set anew. A left record costs O(log n) in the versions kept, n being what the watermark
 * lags behind.
 *
 * @param <K> the keys
 */
public final class AsOfJoinOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private static final long STATE = 0;

    private final long timeToLive;
    private final Pairing pairing;
    private final Table<K, JoinState> table;
    private final Timers<K> timers;
    private final Tally tally;

    public AsOfJoinOperator(
            JoinBounds.AsOf bounds, Pairing pairing, Table<K, JoinState> table, Timers<K> timers, Tally tally) {
        this.timeToLive = bounds.timeToLiveMs();
        this.pairing = pairing;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, @Nullable Object value, long ts, long w) {
        tally.in++;
        if (ts <= w) {
            pairing.late(input, value, ts);
            return;
        }
        JoinState found = table.forUpdate(key, hash, STATE);
        JoinState state = found == null ? table.insert(key, hash, STATE, new JoinState()) : found;
        long before = nextDue(state);
        if (input == Pairing.LEFT) {
            state.left.add(value, ts);
        } else {
            state.right.add(value, ts);
            dropSuperseded(state, timers.watermark());
        }
        table.save(state);
        long next = nextDue(state);
        if (next < before) {
            timers.at(key, hash, STATE, next);
        }
    }

    /** Returns when there is something to do for a key. */
    private long nextDue(JoinState state) {
        long left = state.left.isEmpty() ? Long.MAX_VALUE : state.left.firstTime();
        long right = state.right.isEmpty() ? Long.MAX_VALUE : plus(state.right.firstTime(), timeToLive);
        return Math.min(left, right);
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        JoinState state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        long w = Math.max(time, timers.watermark());
        joinUpTo(w, state);
        dropSuperseded(state, w);
        state.right.dropUpTo(w == Long.MAX_VALUE ? w : minus(w, timeToLive));
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
        } else {
            table.save(state);
            timers.at(key, hash, STATE, nextDue(state));
        }
    }

    /** Gives the results of the left records that need wait no longer, and drops these. */
    private void joinUpTo(long w, JoinState state) {
        TimedBuffer left = state.left;
        TimedBuffer right = state.right;
        for (int i = left.begin(); i < left.end() && left.time(i) <= w; i++) {
            long ts = left.time(i);
            int version = right.lastUpTo(ts);
            if (version >= right.begin() && ts <= plus(right.time(version), timeToLive)) {
                pairing.pair(left.value(i), right.value(version), ts);
            } else {
                pairing.alone(Pairing.LEFT, left.value(i), ts);
            }
        }
        left.dropUpTo(w);
    }

    /** Drops the versions that another one follows before every left record that waits or is still to come. */
    private static void dropSuperseded(JoinState state, long w) {
        long toCome = plus(w, 1);
        long first = state.left.isEmpty() ? toCome : Math.min(toCome, state.left.firstTime()); // which may be overdue
        state.right.dropBefore(state.right.lastUpTo(first));
    }
}
