// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import org.jspecify.annotations.Nullable;

/** What an interval join keeps of a key: the records of both sides that may still find a partner. */
public final class JoinState extends Entry {
    final TimedBuffer left = new TimedBuffer();
    final TimedBuffer right = new TimedBuffer();

    boolean isEmpty() {
        return left.isEmpty() && right.isEmpty();
    }

    /** Returns the codec; {@code values} writes the records. */
    public static StateCodec<JoinState> codec(DynamicCodec values) {
        Codec<@Nullable Object> records = values.nullable();
        return new StateCodec<>() {
            @Override
            public void write(JoinState state, BinaryWriter out) {
                state.left.write(out, records);
                state.right.write(out, records);
            }

            @Override
            public JoinState read(BinaryReader in) {
                JoinState state = new JoinState();
                state.left.read(in, records);
                state.right.read(in, records);
                return state;
            }

            @Override
            public String describe() {
                return "pairs[left:" + TimedBuffer.describe(records) + ",right:" + TimedBuffer.describe(records) + "]";
            }
        };
    }
}
