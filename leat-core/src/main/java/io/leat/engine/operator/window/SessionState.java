// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** The open sessions of a key: few, disjoint, in order of time. */
public final class SessionState<A extends Entry & Accumulator> extends Entry {
    final List<Session<A>> sessions = new ArrayList<>(1);

    /** One session: the union of {@code [ts, ts + gap)} over its events. */
    static final class Session<A extends Entry & Accumulator> {
        long start;
        long end;
        final A accumulator;

        Session(long start, long end, A accumulator) {
            this.start = start;
            this.end = end;
            this.accumulator = accumulator;
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

    /** Returns the codec for sessions whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<SessionState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(SessionState<A> state, BinaryWriter out) {
                out.writeInt(state.sessions.size());
                for (Session<A> session : state.sessions) {
                    out.writeLong(session.start);
                    out.writeLong(session.end);
                    accumulators.write(session.accumulator, out);
                }
            }

            @Override
            public SessionState<A> read(BinaryReader in) {
                SessionState<A> state = new SessionState<>();
                for (int n = in.readInt(); n > 0; n--) {
                    state.sessions.add(new Session<>(in.readLong(), in.readLong(), accumulators.read(in)));
                }
                return state;
            }
        };
    }
}
