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
    private static final long STATE = 0;

    private final ProcessDriver<K, T, R> process;
    private final int slots;
    private final Table<K, ProcessState> table;
    private final Timers<K> timers;
    private final Output output;
    private final Tally tally;
    private final Failures failures;
    private final Deque<R> results = new ArrayDeque<>();

    /** What the operator works with. */
    public record Parts<K extends @Nullable Object>(
            Table<K, ProcessState> table, Timers<K> timers, Output output, Tally tally, Failures failures) {}

    public ProcessOperator(ProcessDriver<K, T, R> process, Parts<K> parts) {
        this.process = process;
        this.slots = process.declarations().size();
        this.table = parts.table();
        this.timers = parts.timers();
        this.output = parts.output();
        this.tally = parts.tally();
        this.failures = parts.failures();
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        Calling calling = new Calling(key, hash, ts);
        call(calling, value, state -> process.event(value, calling, state));
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        Calling calling = new Calling(key, hash, time);
        call(calling, calling.time(), state -> process.timer(calling.time(), false, calling, state));
    }

    @Override
    public void onClock(K key, int hash, long namespace, long time) {
        Calling calling = new Calling(key, hash, time);
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
        keep(calling, state, found != null);
        for (R result; (result = results.poll()) != null; ) {
            tally.out++;
            output.emit(Step.MAIN, result, calling.ts);
        }
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
        public void clockTimer(Instant at) {
            timers.atClock(key, hash, STATE, at.toEpochMilli());
        }
    }
}
