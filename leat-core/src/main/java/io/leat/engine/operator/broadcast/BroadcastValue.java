// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.broadcast;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import org.jspecify.annotations.Nullable;

/** The latest value of a key; or the mark that the latest thing was its removal. */
public final class BroadcastValue extends Entry {
    /** The sender of what was read back: below all, so that an update of the same time replaces it. */
    private static final int NOBODY = -1;

    private @Nullable Object value;
    private long ts;
    private int sender = NOBODY;

    /** Returns the value; null if the key was removed. */
    public @Nullable Object value() {
        return value;
    }

    boolean isRemoval() {
        return value == null;
    }

    long ts() {
        return ts;
    }

    /** Returns whether an update does not count any more. */
    boolean isNewerThan(Update update, long updateTs) {
        boolean isTie = updateTs == ts && updateTs != Long.MIN_VALUE; // without time the last to arrive counts
        return updateTs < ts || (isTie && update.sender() < sender);
    }

    void set(Update update, long updateTs) {
        value = update.value();
        ts = updateTs;
        sender = update.sender();
    }

    /** Returns the codec; {@code values} writes the values. */
    public static StateCodec<BroadcastValue> codec(DynamicCodec values) {
        Codec<@Nullable Object> records = values.nullable();
        return new StateCodec<>() {
            @Override
            @SuppressWarnings("NullAway") // the type includes null, which NullAway does not read from type arguments
            public void write(BroadcastValue latest, BinaryWriter out) {
                records.write(latest.value, out);
                out.writeLong(latest.ts);
            }

            @Override
            public BroadcastValue read(BinaryReader in) {
                BroadcastValue latest = new BroadcastValue();
                latest.value = records.read(in);
                latest.ts = in.readLong();
                return latest;
            }

            @Override
            public String describe() {
                return "latest[value:" + records.schema() + ",time:long]";
            }
        };
    }
}
