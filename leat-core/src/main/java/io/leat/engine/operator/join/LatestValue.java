// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import org.jspecify.annotations.Nullable;

/** The latest value of a key by event time, of those that have arrived. */
public final class LatestValue extends Entry {
    private @Nullable Object value;
    private long ts;

    LatestValue(@Nullable Object value, long ts) {
        this.value = value;
        this.ts = ts;
    }

    void set(@Nullable Object newValue, long newTs) {
        value = newValue;
        ts = newTs;
    }

    @Nullable
    public Object value() {
        return value;
    }

    long ts() {
        return ts;
    }

    /** Returns the codec; {@code values} writes the value. */
    public static StateCodec<LatestValue> codec(DynamicCodec values) {
        Codec<@Nullable Object> records = values.nullable();
        return new StateCodec<>() {
            @Override
            @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
            public void write(LatestValue latest, BinaryWriter out) {
                out.writeLong(latest.ts);
                records.write(latest.value, out);
            }

            @Override
            public LatestValue read(BinaryReader in) {
                long ts = in.readLong();
                return new LatestValue(records.read(in), ts);
            }

            @Override
            public String describe() {
                return "latest[time:long,value:" + records.schema() + "]";
            }
        };
    }
}
