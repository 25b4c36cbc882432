// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import static io.leat.time.Millis.minus;
import static io.leat.time.Millis.plus;

import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.join.JoinBounds;
import org.jspecify.annotations.Nullable;

/**
 * Inner interval join: pairs with {@code left.ts + lower <= right.ts <= left.ts + upper}, both ends inclusive; the time of a
 * result is the larger of the two. A record is late iff its time is at or below the watermark.
 *
 * <p>A left record is kept until the watermark reaches {@code ts + upper}, a right one until {@code ts - lower}: then every
 * partner would be late. A key has one timer, for its earliest record, which is set anew when it is due.
 *
 * @param <K> the keys
 */
public final class IntervalJoinOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private static final long STATE = 0;
    private static final int LEFT = 0;

    private final long lower;
    private final long upper;
    private final Pairing pairing;
    private final Table<K, JoinState> table;
    private final Timers<K> timers;
    private final Tally tally;

    public IntervalJoinOperator(
            JoinBounds.Interval bounds, Pairing pairing, Table<K, JoinState> table, Timers<K> timers, Tally tally) {
        this.lower = bounds.lowerMs();
        this.upper = bounds.upperMs();
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
        JoinState state = table.forUpdate(key, hash, STATE);
        if (state != null) {
            pair(state, input, value, ts);
        }
        keep(state, input, key, hash, value, ts); // also behind w, which may be ahead of the other side's watermark
    }

    /** Returns the watermark at which a record can find no more partners. */
    private long goneAt(int input, long ts) {
        return input == LEFT ? plus(ts, upper) : minus(ts, lower);
    }

    private void pair(JoinState state, int input, @Nullable Object value, long ts) {
        if (input == LEFT) {
            TimedBuffer right = state.right;
            long last = plus(ts, upper);
            for (int i = right.from(plus(ts, lower)); i < right.end() && right.time(i) <= last; i++) {
                pairing.emit(value, right.value(i), Math.max(ts, right.time(i)));
            }
        } else {
            TimedBuffer left = state.left;
            long last = minus(ts, lower);
            for (int i = left.from(minus(ts, upper)); i < left.end() && left.time(i) <= last; i++) {
                pairing.emit(left.value(i), value, Math.max(ts, left.time(i)));
            }
        }
    }

    private void keep(@Nullable JoinState found, int input, K key, int hash, @Nullable Object value, long ts) {
        JoinState state = found == null ? table.insert(key, hash, STATE, new JoinState()) : found;
        long before = found == null ? Long.MAX_VALUE : nextGone(found);
        (input == LEFT ? state.left : state.right).add(value, ts);
        table.save(state);
        long next = nextGone(state);
        if (next < before) {
            timers.at(key, hash, STATE, next);
        }
    }

    /** Returns the watermark at which the first record of a key can be dropped. */
    private long nextGone(JoinState state) {
        long left = state.left.isEmpty() ? Long.MAX_VALUE : goneAt(LEFT, state.left.firstTime());
        long right = state.right.isEmpty() ? Long.MAX_VALUE : goneAt(1, state.right.firstTime());
        return Math.min(left, right);
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        JoinState state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        if (time == Long.MAX_VALUE) { // the end of time, which no bound is added to any more
            table.remove(key, hash, STATE);
            return;
        }
        state.left.dropUpTo(minus(time, upper));
        state.right.dropUpTo(plus(time, lower));
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
        } else {
            table.save(state);
            timers.at(key, hash, STATE, nextGone(state));
        }
    }
}
