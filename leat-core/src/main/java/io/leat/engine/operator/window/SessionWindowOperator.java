// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.engine.operator.window.SessionState.Session;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.window.Windows;
import org.jspecify.annotations.Nullable;

/**
 * Session windows: the sessions of a key are the connected components, by strict overlap, of its events taken as
 * {@code [ts, ts + gap)}.
 *
 * <p>All sessions of a key are one entry in namespace 0. The namespace of a <em>timer</em> is the start of its session. A
 * session that grows at its end keeps its timer, which then comes early and is set anew; so a timer costs per session, not
 * per event.
 *
 * @param <K> the keys
 * @param <T> the events
 * @param <A> the accumulators
 */
public final class SessionWindowOperator<K extends @Nullable Object, T, A extends Entry & Accumulator>
        implements Operator<K, T> {
    private static final String NOT_WHOLE =
            "parts of its session could not be merged before, so the session has no result";
    private static final long ALL_SESSIONS = SessionState.NAMESPACE;

    private final long gap;
    private final Emission<A> emission;
    private final Table<K, SessionState<A>> table;
    private final Timers<K> timers;
    private final Tally tally;

    public SessionWindowOperator(
            Windows.Session shape,
            Emission<A> emission,
            Table<K, SessionState<A>> table,
            Timers<K> timers,
            Tally tally) {
        this.gap = shape.gapMs();
        this.emission = emission;
        this.table = table;
        this.timers = timers;
        this.tally = tally;
    }

    @Override
    public void onRecord(int input, K key, int hash, T value, long ts, long w) {
        tally.in++;
        if (emission.isLateForSessions(ts, w)) {
            tally.late++;
            emission.late(input, value, ts);
            return;
        }
        SessionState<A> state = table.forUpdate(key, hash, ALL_SESSIONS);
        Session<A> session = state == null ? null : overlapping(state, ts);
        Session<A> target = session == null ? new Session<>(ts, ts + gap, emission.create()) : session;
        if (state != null && session != null && emission.isUpdated()) {
            withdraw(state, session, ts);
        }
        try {
            requireWhole(target);
            target.accumulator.add(input, value, ts);
        } catch (Exception e) {
            emission.failed(value, ts, e);
            return;
        }
        boolean wasChanged = target.accumulator.isChanged();
        target.accumulator.markChanged();
        if (state == null) {
            open(table.insert(key, hash, ALL_SESSIONS, new SessionState<>()), target);
        } else if (session == null) {
            open(state, target);
        } else {
            grow(state, target, ts, wasChanged);
        }
    }

    /** Takes back the results of the sessions that the event is about to change; if it does not, they are given again. */
    private void withdraw(SessionState<A> state, Session<A> session, long ts) {
        Session<A> next = next(state, session);
        boolean joins = next != null && next.overlaps(ts, ts + gap);
        boolean moves = joins || ts < session.start || ts + gap > session.end;
        withdraw(state, session, moves);
        if (next != null && joins) {
            withdraw(state, next, true);
        }
    }

    private void withdraw(SessionState<A> state, Session<A> session, boolean moves) {
        if (emission.withdraw(state.accumulator(session), session.span(), moves)) {
            session.accumulator.markChanged();
            table.save(state);
            setTimer(state, session.start, emission.firesAt(session.end));
        }
    }

    private static void requireWhole(Session<?> session) {
        if (session.broken) {
            throw new IllegalStateException(NOT_WHOLE);
        }
    }

    /** Returns the earliest session that the event touches; there may be one more, which the event then joins to it. */
    private @Nullable Session<A> overlapping(SessionState<A> state, long ts) {
        for (Session<A> session : state.sessions) {
            if (session.overlaps(ts, ts + gap)) {
                return session;
            }
        }
        return null;
    }

    private void open(SessionState<A> state, Session<A> session) {
        tally.windows++;
        state.insert(session);
        table.save(state);
        setTimer(state, session.start, emission.firesAt(session.end));
        setEarlyTimer(state, session);
    }

    private void grow(SessionState<A> state, Session<A> session, long ts, boolean wasChanged) {
        long oldStart = session.start;
        session.extend(ts, ts + gap);
        mergeNext(state, session);
        table.save(state);
        boolean moved = session.start != oldStart;
        if (moved || session.accumulator.isComplete()) {
            setTimer(state, session.start, emission.firesAt(session.end));
        }
        if (moved || !wasChanged) {
            setEarlyTimer(state, session);
        }
    }

    private void setEarlyTimer(SessionState<A> state, Session<A> session) {
        if (emission.isEarly() && !session.accumulator.isComplete()) {
            setTimer(state, session.start, emission.earlyAt(session.start, session.end, timers.watermark()));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // the state belongs to a key of type K, which includes null
    private void setTimer(SessionState<A> state, long start, long time) {
        timers.at((K) state.key(), state.hash(), start, time);
    }

    /** An event is as long as the gap, so it joins at most two sessions: the one that it was added to, and the next. */
    private void mergeNext(SessionState<A> state, Session<A> session) {
        Session<A> other = next(state, session);
        if (other == null || !session.overlaps(other.start, other.end)) {
            return;
        }
        state.sessions.remove(other);
        tally.windows--;
        int emitted = session.accumulator.emitted() + other.accumulator.emitted();
        boolean complete = session.accumulator.isComplete() || other.accumulator.isComplete();
        session.extend(other.start, other.end);
        session.broken = !combine(state, session, other);
        session.accumulator.emission(emitted, !session.broken, complete || session.broken);
    }

    private @Nullable Session<A> next(SessionState<A> state, Session<A> session) {
        int next = state.sessions.indexOf(session) + 1;
        return next == state.sessions.size() ? null : state.sessions.get(next);
    }

    private boolean combine(SessionState<A> state, Session<A> into, Session<A> from) {
        if (into.broken || from.broken) {
            emission.lost(state.key(), into.span(), new IllegalStateException(NOT_WHOLE));
            return false;
        }
        Exception failure = emission.combine(state.accumulator(into), state.accumulator(from));
        if (failure != null) {
            emission.lost(state.key(), into.span(), failure);
        }
        return failure == null;
    }

    @Override
    public void onDue(K key, int hash, long start, long time) {
        SessionState<A> state = table.forUpdate(key, hash, ALL_SESSIONS);
        Session<A> session = state == null ? null : beginningAt(state, start);
        if (state == null || session == null) {
            return; // it has begun earlier since, and has a timer by that name
        }
        if (time < emission.firesAt(session.end)) {
            fireEarly(state, session, time);
            timers.at(key, hash, start, emission.firesAt(session.end));
            return;
        }
        emission.fire(state.accumulator(session), session.start, session.end, time);
        if (emission.isOver(session.end, time)) {
            close(state, session, key, hash);
        } else {
            table.save(state);
            timers.at(key, hash, start, emission.overAt(session.end));
        }
    }

    /** Gives an early result, unless the timer is that of a session which has grown since. */
    private void fireEarly(SessionState<A> state, Session<A> session, long time) {
        boolean isEarly = emission.isEarlyTime(time) && !emission.isOvertaken(session.end, time, timers.watermark());
        if (isEarly && !session.accumulator.isComplete()) {
            emission.fire(state.accumulator(session), session.start, session.end, time);
            table.save(state);
        }
    }

    private @Nullable Session<A> beginningAt(SessionState<A> state, long start) {
        for (Session<A> session : state.sessions) {
            if (session.start == start) {
                return session;
            }
        }
        return null;
    }

    private void close(SessionState<A> state, Session<A> session, K key, int hash) {
        state.sessions.remove(session);
        if (state.sessions.isEmpty()) {
            table.remove(key, hash, ALL_SESSIONS);
        } else {
            table.save(state);
        }
    }

    @Override
    public long heldBack(long w) {
        return emission.heldBack(w);
    }
}
