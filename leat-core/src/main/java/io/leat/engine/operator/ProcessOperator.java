// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.graph.Step;
import io.leat.state.ProcessContext;
import io.leat.state.ProcessDriver;
import io.leat.time.Millis;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Logic of the user's own over keyed records: points its states at the key, calls it, and keeps the state while it is not
 * empty. Results go on when the user's function has returned.
 */
public final class ProcessOperator<K extends @Nullable Object, T, R> implements Operator<K, T> {
    /** Where the state of a key is in the table, and the namespace of the user's timers. */
    private static final long STATE = 0;

    /** The namespace of the timers that remove what has expired; of equal times, they come after the user's. */
    private static final long EXPIRY = 1;

    /** Expired state is removed at most so often in its time to live, since each time all of a key's is looked at. */
    private static final int PURGES = 8;

    private final ProcessDriver<K, T, R> process;
    private final int slots;
    private final long purgeEvery;
    private final Table<K, ProcessState> table;
    private final Timers<K> timers;
    private final Output output;
    private final Tally tally;
    private final Failures failures;
    private final Deque<R> results = new ArrayDeque<>();

    /** The watermark up to which timers have come. It can be told from the next call, so it is no state. */
    private long reached = Long.MIN_VALUE;

    /** What the operator works with. */
    public record Parts<K extends @Nullable Object>(
            Table<K, ProcessState> table, Timers<K> timers, Output output, Tally tally, Failures failures) {}

    public ProcessOperator(ProcessDriver<K, T, R> process, Parts<K> parts) {
        this.process = process;
        this.slots = process.declarations().size();
        this.purgeEvery = process.shortestTimeToLiveMs() / PURGES;
        this.table = parts.table();
        this.timers = parts.timers();
        this.output = parts.output();
        this.tally = parts.tally();
        this.failures = parts.failures();
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        reached = Math.max(reached, timers.watermark());
        Calling calling = new Calling(key, hash, ts);
        process.at(ts, Math.max(ts - 1, w));
        call(calling, value, state -> process.event(value, calling, state));
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        reached = Math.max(reached, time);
        if (namespace == EXPIRY) {
            purge(key, hash, time);
            return;
        }
        Calling calling = new Calling(key, hash, time);
        process.at(time, reached);
        call(calling, calling.time(), state -> process.timer(calling.time(), false, calling, state));
    }

    @Override
    public void onClock(K key, int hash, long namespace, long time) {
        reached = Math.max(reached, timers.watermark());
        Calling calling = new Calling(key, hash, time);
        process.at(
                reached == Long.MIN_VALUE ? time : reached, reached); // before any watermark only the clock's is known
        call(calling, calling.time(), state -> process.timer(calling.time(), true, calling, state));
    }

    @FunctionalInterface
    private interface Body {
        void run(@Nullable Object[] slots) throws Exception;
    }

    private void call(Calling calling, @Nullable Object cause, Body body) {
        ProcessState found = table.forUpdate(calling.key, calling.hash, STATE);
        ProcessState state = found == null ? new ProcessState(slots) : found;
        try {
            body.run(state.slots);
        } catch (Exception e) {
            failures.failed(cause, calling.ts, e);
        }
        setPurge(calling, state);
        keep(calling, state, found != null);
        for (R result; (result = results.poll()) != null; ) {
            tally.out++;
            output.emit(Step.MAIN, result, calling.ts);
        }
    }

    private void setPurge(Calling calling, ProcessState state) {
        long earliest = process.earliestExpiryMs();
        if (earliest < state.purgeAt && !state.isEmpty()) {
            state.purgeAt = earliest;
            timers.at(calling.key, calling.hash, EXPIRY, earliest);
        }
    }

    private void purge(K key, int hash, long time) {
        ProcessState state = table.forUpdate(key, hash, STATE);
        if (state == null || time < state.purgeAt) {
            return; // it was set for what is gone
        }
        process.at(time, reached);
        long left = process.purge(state.slots);
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
            return;
        }
        state.purgeAt = left == Long.MAX_VALUE ? left : Math.max(left, Millis.plus(time, purgeEvery));
        if (left != Long.MAX_VALUE) {
            timers.at(key, hash, EXPIRY, state.purgeAt);
        }
        table.save(state);
    }

    private void keep(Calling calling, ProcessState state, boolean isKept) {
        if (isKept && state.isEmpty()) {
            table.remove(calling.key, calling.hash, STATE);
        } else if (isKept) {
            table.save(state);
        } else if (!state.isEmpty()) {
            table.insert(calling.key, calling.hash, STATE, state);
        }
    }

    /** What the process sees during one call. */
    private final class Calling implements ProcessContext<K, R> {
        private final K key;
        private final int hash;
        private final long ts;

        Calling(K key, int hash, long ts) {
            this.key = key;
            this.hash = hash;
            this.ts = ts;
        }

        @Override
        public K key() {
            return key;
        }

        @Override
        public Instant time() {
            return Millis.instant(ts);
        }

        @Override
        public Instant watermark() {
            long watermark = timers.watermark();
            return watermark == Long.MIN_VALUE ? Instant.MIN : Millis.instant(watermark);
        }

        @Override
        public void emit(R result) {
            results.add(result);
        }

        @Override
        public void timer(Instant at) {
            timers.at(key, hash, STATE, at.toEpochMilli());
        }

        @Override
        public void cancelTimer(Instant at) {
            timers.cancel(key, hash, STATE, at.toEpochMilli());
        }

        @Override
        public void clockTimer(Instant at) {
            timers.atClock(key, hash, STATE, at.toEpochMilli());
        }

        @Override
        public void cancelClockTimer(Instant at) {
            timers.cancelClock(key, hash, STATE, at.toEpochMilli());
        }
    }
}
