// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.ArrayList;
import java.util.List;

/** The count windows of a key: the open one, if there is one, and those that are closed and wait for their timer. */
public final class CountState<A extends Entry & Accumulator> extends Entry {
    Window<A> open;
    final List<Window<A>> closed = new ArrayList<>(0);

    /** When the next timer comes; the largest time if there is none. */
    long timerAt = Long.MAX_VALUE;

    CountState(Window<A> open) {
        this.open = open;
    }

    /** A window; not open yet while it has no events. */
    static final class Window<A> {
        final A accumulator;
        long events;
        long smallest = Long.MAX_VALUE;
        long largest = Long.MIN_VALUE;

        /** Its last instant: when it closes at the latest. */
        long closesAt = Long.MAX_VALUE;

        Window(A accumulator) {
            this.accumulator = accumulator;
        }

        /** Takes note of an event that the accumulator has taken. */
        void added(long ts) {
            events++;
            smallest = Math.min(smallest, ts);
            largest = Math.max(largest, ts);
        }
    }

    /** Returns the codec for windows whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<CountState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(CountState<A> state, BinaryWriter out) {
                out.writeLong(state.timerAt);
                write(state.open, out);
                out.writeInt(state.closed.size());
                state.closed.forEach(window -> write(window, out));
            }

            private void write(Window<A> window, BinaryWriter out) {
                out.writeLong(window.events);
                out.writeLong(window.smallest);
                out.writeLong(window.largest);
                out.writeLong(window.closesAt);
                accumulators.write(window.accumulator, out);
            }

            @Override
            public CountState<A> read(BinaryReader in) {
                long timerAt = in.readLong();
                CountState<A> state = new CountState<>(window(in));
                state.timerAt = timerAt;
                for (int n = in.readInt(); n > 0; n--) {
                    state.closed.add(window(in));
                }
                return state;
            }

            @Override
            public String describe() {
                return "counted[timer:long,open:" + window() + ",closed:many<" + window() + ">]";
            }

            private String window() {
                return "counting[events:long,smallest:long,largest:long,closes:long,value:" + accumulators.describe()
                        + "]";
            }

            private Window<A> window(BinaryReader in) {
                long events = in.readLong();
                long smallest = in.readLong();
                long largest = in.readLong();
                long closesAt = in.readLong();
                Window<A> window = new Window<>(accumulators.read(in));
                window.events = events;
                window.smallest = smallest;
                window.largest = largest;
                window.closesAt = closesAt;
                return window;
            }
        };
    }
}
