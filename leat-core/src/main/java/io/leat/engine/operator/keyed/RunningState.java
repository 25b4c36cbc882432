// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import org.jspecify.annotations.Nullable;

/** The aggregate of a key so far, and the largest time of its events. */
public final class RunningState<A extends Entry & Accumulator> extends Entry {
    A accumulator;
    long last;

    RunningState(A accumulator, long last) {
        this.accumulator = accumulator;
        this.last = last;
    }

    /**
     * Returns what the aggregate is now.
     *
     * @throws Exception what a user function throws
     */
    @SuppressWarnings("NullAway") // the key may be null where the table's keys may be
    public @Nullable Object value(WindowLogic<A> logic) throws Exception {
        accumulator.belongTo(key(), hash());
        return logic.value(accumulator, RunningOperator.ALL_TIME);
    }

    /** Returns the codec for aggregates whose accumulators have this codec. */
    public static <A extends Entry & Accumulator> StateCodec<RunningState<A>> codec(StateCodec<A> accumulators) {
        return new StateCodec<>() {
            @Override
            public void write(RunningState<A> state, BinaryWriter out) {
                out.writeLong(state.last);
                accumulators.write(state.accumulator, out);
            }

            @Override
            public RunningState<A> read(BinaryReader in) {
                long last = in.readLong();
                return new RunningState<>(accumulators.read(in), last);
            }

            @Override
            public String describe() {
                return "running[last:long,value:" + accumulators.describe() + "]";
            }
        };
    }
}
