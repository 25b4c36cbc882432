// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.graph.Step;
import io.leat.time.Millis;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate of all events of a key, given anew after each, until the key has been silent for its time to live.
 *
 * <p>The state of a key is over at {@code last + timeToLive}, where {@code last} is the largest time of its events. An event
 * begins anew if it is later than that, or if the watermark that it is judged by has come there. The merged watermark, which
 * removes the state, is never ahead of that one: so when it comes cannot be told from the results.
 *
 * <p>A key has one timer, which comes early if there were events since it was set, and then is set anew.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class RunningOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    private static final long STATE = 0;
    static final WindowLogic.Span ALL_TIME = new WindowLogic.Span(Long.MIN_VALUE, Long.MAX_VALUE);

    private final long timeToLive;
    private final WindowLogic<A> logic;
    private final Table<K, RunningState<A>> table;
    private final Timers<K> timers;
    private final Output output;
    private final Tally tally;
    private final Failures failures;

    /** What the operator works with. */
    public record Parts<K extends @Nullable Object, A extends Entry & Accumulator>(
            Table<K, RunningState<A>> table, Timers<K> timers, Output output, Tally tally, Failures failures) {}

    /** What a dead letter shows of a result that could not be made: its key, and the event after which it was to be given. */
    public record FailedUpdate(
            @Nullable Object key, @Nullable Object event) {}

    public RunningOperator(long timeToLiveMs, WindowLogic<A> logic, Parts<K, A> parts) {
        this.timeToLive = timeToLiveMs;
        this.logic = logic;
        this.table = parts.table();
        this.timers = parts.timers();
        this.output = parts.output();
        this.tally = parts.tally();
        this.failures = parts.failures();
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        RunningState<A> state = table.forUpdate(key, hash, STATE);
        boolean goesOn = state != null && ts <= overAt(state) && w < overAt(state);
        A accumulator = state != null && goesOn ? state.accumulator : logic.create();
        try {
            accumulator.add(input, value, ts);
        } catch (Exception e) {
            failures.failed(value, ts, e);
            return;
        }
        if (state == null) {
            table.insert(key, hash, STATE, new RunningState<>(accumulator, ts));
            timers.at(key, hash, STATE, Millis.plus(ts, timeToLive));
        } else {
            state.last = goesOn ? Math.max(state.last, ts) : ts;
            state.accumulator = accumulator;
            table.save(state);
        }
        accumulator.belongTo(key, hash); // it is no entry of the table by itself
        emit(accumulator, value, ts);
    }

    private void emit(A accumulator, @Nullable Object cause, long ts) {
        Object result;
        try {
            result = logic.value(accumulator, ALL_TIME);
        } catch (Exception e) {
            failures.failed(new FailedUpdate(accumulator.key(), cause), ts, e);
            return;
        }
        tally.out++;
        output.emit(Step.MAIN, result, ts);
    }

    private long overAt(RunningState<A> state) {
        return Millis.plus(state.last, timeToLive);
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        RunningState<A> state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        if (overAt(state) > time) {
            timers.at(key, hash, STATE, overAt(state));
        } else {
            table.remove(key, hash, STATE);
        }
    }
}
