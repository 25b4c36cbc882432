// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.window;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;

/** The open count window of a key. */
public final class CountState<A extends Entry & Accumulator> extends Entry {
    final A accumulator;
    long events;
    long smallest = Long.MAX_VALUE;
    long largest = Long.MIN_VALUE;

    CountState(A accumulator) {
        this.accumulator = accumulator;
    }

    /** Takes note of an event that the accumulator has taken. */
    void added(long ts) {
        events++;
        smallest = Math.min(smallest, ts);
        largest = Math.max(largest, ts);
    }

    /** Returns the codec for windows whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<CountState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(CountState<A> state, BinaryWriter out) {
                out.writeLong(state.events);
                out.writeLong(state.smallest);
                out.writeLong(state.largest);
                accumulators.write(state.accumulator, out);
            }

            @Override
            public CountState<A> read(BinaryReader in) {
                long events = in.readLong();
                long smallest = in.readLong();
                long largest = in.readLong();
                CountState<A> state = new CountState<>(accumulators.read(in));
                state.events = events;
                state.smallest = smallest;
                state.largest = largest;
                return state;
            }
        };
    }
}
