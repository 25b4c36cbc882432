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
import io.leat.join.JoinType;
import org.jspecify.annotations.Nullable;

/**
 * Interval join: pairs with {@code left.ts + lower <= right.ts <= left.ts + upper}, both ends inclusive; the time of a pair is
 * the larger of the two, of a record alone its own. A record is late iff its time is at or below the watermark.
 *
 * <p>A left record is kept until the watermark reaches {@code ts + upper}, a right one until {@code ts - lower}: then every
 * partner would be late, and it has been alone or not. Since that is told at the record's own time, the output watermark is
 * held back by as long as it takes, unless pairs are all there is. A key has one timer, for its earliest record, which is set anew when it is due.
 *
 * @param <K> the keys
 */
public final class IntervalJoinOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private static final long STATE = 0;
    private static final int LEFT = Pairing.LEFT;
    private static final int RIGHT = LEFT + 1;

    private final long lower;
    private final long upper;
    private final long holdBack;
    private final Pairing pairing;
    private final Table<K, JoinState> table;
    private final Timers<K> timers;
    private final Tally tally;

    public IntervalJoinOperator(
            JoinBounds.Interval bounds, Pairing pairing, Table<K, JoinState> table, Timers<K> timers, Tally tally) {
        this.lower = bounds.lowerMs();
        this.upper = bounds.upperMs();
        this.holdBack = pairing.type() == JoinType.INNER ? 0 : Math.max(0, Math.max(upper, -lower));
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
        boolean matched = input == LEFT ? pairLeft(state, value, ts) : pairRight(state, value, ts);
        if (matched && input == LEFT) {
            pairing.matched(value, ts);
        }
        keep(state, input, value, ts, matched); // also behind w, which may be ahead of the other side's watermark
    }

    /** Returns the watermark at which a record can find no more partners. */
    private long goneAt(int input, long ts) {
        return input == LEFT ? plus(ts, upper) : minus(ts, lower);
    }

    /** Finds the partners of a left record, and returns whether there is one. */
    private boolean pairLeft(JoinState state, @Nullable Object value, long ts) {
        TimedBuffer right = state.right;
        long last = plus(ts, upper);
        int first = right.from(plus(ts, lower));
        int i = first;
        for (; i < right.end() && right.time(i) <= last; i++) {
            right.match(i);
            pairing.pair(value, right.value(i), Math.max(ts, right.time(i)));
        }
        return i > first;
    }

    /** Finds the partners of a right record, and returns whether there is one. */
    private boolean pairRight(JoinState state, @Nullable Object value, long ts) {
        TimedBuffer left = state.left;
        long last = minus(ts, lower);
        int first = left.from(minus(ts, upper));
        int i = first;
        for (; i < left.end() && left.time(i) <= last; i++) {
            if (left.match(i)) {
                pairing.matched(left.value(i), left.time(i));
            }
            pairing.pair(left.value(i), value, Math.max(ts, left.time(i)));
        }
        return i > first;
    }

    private void keep(JoinState state, int input, @Nullable Object value, long ts, boolean matched) {
        long before = nextGone(state);
        (input == LEFT ? state.left : state.right).add(value, ts, matched);
        table.save(state);
        long next = nextGone(state);
        if (next < before) {
            setTimer(state, next);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the state belongs to a key of type K, which includes null
    private void setTimer(JoinState state, long time) {
        timers.at((K) state.key(), state.hash(), STATE, time);
    }

    /** Returns the watermark at which the first record of a key can be dropped. */
    private long nextGone(JoinState state) {
        long left = state.left.isEmpty() ? Long.MAX_VALUE : goneAt(LEFT, state.left.firstTime());
        long right = state.right.isEmpty() ? Long.MAX_VALUE : goneAt(RIGHT, state.right.firstTime());
        return Math.min(left, right);
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        JoinState state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        boolean atEnd = time == Long.MAX_VALUE; // to which no bound is added
        drop(state.left, LEFT, atEnd ? time : minus(time, upper));
        drop(state.right, RIGHT, atEnd ? time : plus(time, lower));
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
        } else {
            table.save(state);
            timers.at(key, hash, STATE, nextGone(state));
        }
    }

    private void drop(TimedBuffer buffer, int input, long upTo) {
        for (int i = buffer.begin(); i < buffer.end() && buffer.time(i) <= upTo; i++) {
            if (!buffer.isMatched(i)) {
                pairing.alone(input, buffer.value(i), buffer.time(i));
            }
        }
        buffer.dropUpTo(upTo);
    }

    @Override
    public long heldBack(long w) {
        return w == Long.MAX_VALUE ? w : minus(w, holdBack);
    }
}
