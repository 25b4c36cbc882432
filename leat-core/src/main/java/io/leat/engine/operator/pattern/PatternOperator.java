// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.pattern;

import io.leat.engine.port.Failures;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.pattern.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Pattern matching over a key: sorts its events by the watermark, hands them to the {@link Matcher}, and takes what is at or
 * behind the watermark for late.
 *
 * <p>A match is decided by an event, or by the end of a duration, that the watermark has just passed, and has the time of that;
 * so it is never late further down and nothing needs to be held back. A key has one timer, for the earliest of its events that
 * wait and of the ends of its matches under way, which is set anew when it is due.
 *
 * @param <K> the keys
 */
public final class PatternOperator<K extends @Nullable Object> implements Operator<K, @Nullable Object> {
    private static final long STATE = 0;

    private final Table<K, PatternState> table;
    private final Timers<K> timers;
    private final Matcher matcher;
    private final MatchOutput output;
    private final Tally tally;

    public PatternOperator(
            Pattern<?> pattern,
            Table<K, PatternState> table,
            Timers<K> timers,
            Output output,
            Tally tally,
            Failures failures) {
        Automaton automaton = new Automaton(pattern);
        this.table = table;
        this.timers = timers;
        this.output = new MatchOutput(automaton, output, tally);
        this.matcher = new Matcher(automaton, pattern, new Verdicts(pattern, automaton, failures), this.output);
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, @Nullable Object value, long ts, long w) {
        tally.in++;
        if (ts <= w) {
            output.late(value, ts);
            return;
        }
        PatternState found = table.forUpdate(key, hash, STATE);
        PatternState state = found == null ? table.insert(key, hash, STATE, new PatternState()) : found;
        long before = nextDue(state);
        state.queue.add(value, ts);
        table.save(state);
        if (ts < before) {
            timers.at(key, hash, STATE, ts);
        }
    }

    private long nextDue(PatternState state) {
        long end = matcher.nextEnd(state);
        return state.queue.isEmpty() ? end : Math.min(end, state.queue.firstTime());
    }

    @Override
    public void onDue(K key, int hash, long namespace, long time) {
        PatternState state = table.forUpdate(key, hash, STATE);
        if (state == null) {
            return;
        }
        matcher.advance(state, Math.max(time, timers.watermark())); // all that is due: one timer for many events
        if (state.isEmpty()) {
            table.remove(key, hash, STATE);
        } else {
            table.save(state);
            timers.at(key, hash, STATE, nextDue(state));
        }
    }
}
