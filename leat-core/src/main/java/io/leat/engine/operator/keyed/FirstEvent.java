// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.keyed;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;

/** The time of an event that has passed. */
public final class FirstEvent extends Entry {
    final long time;

    FirstEvent(long time) {
        this.time = time;
    }

    /** Returns the codec. */
    public static StateCodec<FirstEvent> codec() {
        return new StateCodec<>() {
            @Override
            public void write(FirstEvent first, BinaryWriter out) {
                out.writeLong(first.time);
            }

            @Override
            public FirstEvent read(BinaryReader in) {
                return new FirstEvent(in.readLong());
            }

            @Override
            public String describe() {
                return "first[time:long]";
            }
        };
    }
}
