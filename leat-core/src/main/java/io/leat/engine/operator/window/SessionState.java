// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The open sessions of a key: few, disjoint, in order of time. */
public final class SessionState<A extends Entry & Accumulator> extends Entry {
    /** Where the sessions of a key are in the table. */
    public static final long NAMESPACE = 0;

    final List<Session<A>> sessions = new ArrayList<>(1);

    /** One session: the union of {@code [ts, ts + gap)} over its events. */
    static final class Session<A extends Entry & Accumulator> {
        long start;
        long end;
        final A accumulator;

        /** Whether it was to be merged with another and the user's function threw: it has no result any more. */
        boolean broken;

        Session(long start, long end, A accumulator) {
            this.start = start;
            this.end = end;
            this.accumulator = accumulator;
        }

        WindowLogic.Span span() {
            return new WindowLogic.Span(start, end);
        }

        /** Returns whether two half-open spans share an instant; touching is not sharing. */
        boolean overlaps(long otherStart, long otherEnd) {
            return start < otherEnd && otherStart < end;
        }

        void extend(long otherStart, long otherEnd) {
            start = Math.min(start, otherStart);
            end = Math.max(end, otherEnd);
        }
    }

    /** Puts a session where it belongs in time. */
    void insert(Session<A> session) {
        int at = sessions.size();
        while (at > 0 && sessions.get(at - 1).start > session.start) {
            at--;
        }
        sessions.add(at, session);
    }

    /** Hands every session to {@code visitor}, in order of time. */
    public void forEach(BiConsumer<WindowLogic.Span, A> visitor) {
        sessions.forEach(session -> visitor.accept(session.span(), accumulator(session)));
    }

    /** Removes the session that begins at a time, if there is one. */
    public void remove(long start) {
        sessions.removeIf(session -> session.start == start);
    }

    /** Returns what a session keeps: as the key's, since it is no entry of the table by itself. */
    A accumulator(Session<A> session) {
        session.accumulator.belongTo(key(), hash());
        return session.accumulator;
    }

    /** Returns whether no session is left. */
    public boolean isEmpty() {
        return sessions.isEmpty();
    }

    /** Returns the codec for sessions whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<SessionState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(SessionState<A> state, BinaryWriter out) {
                out.writeInt(state.sessions.size());
                for (Session<A> session : state.sessions) {
                    out.writeLong(session.start);
                    out.writeLong(session.end);
                    out.writeBoolean(session.broken);
                    accumulators.write(session.accumulator, out);
                }
            }

            @Override
            public SessionState<A> read(BinaryReader in) {
                SessionState<A> state = new SessionState<>();
                for (int n = in.readInt(); n > 0; n--) {
                    state.sessions.add(read(in, in.readLong(), in.readLong(), in.readBoolean()));
                }
                return state;
            }

            @Override
            public String describe() {
                return "many<session[start:long,end:long,broken:boolean,value:" + accumulators.describe() + "]>";
            }

            private Session<A> read(BinaryReader in, long start, long end, boolean broken) {
                Session<A> session = new Session<>(start, end, accumulators.read(in));
                session.broken = broken;
                return session;
            }
        };
    }
}
