// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.join;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.collection.TimedBuffer;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.window.Pane;
import org.jspecify.annotations.Nullable;

/**
 * Windows that join: each keeps the records of both sides, and gives every pair when it is complete; in a window a record has all
 * partners or none. So a join works with
 * whatever windows there are.
 */
public final class WindowJoinLogic implements WindowLogic<PairsEntry>, StateCodec<PairsEntry> {
    private final Pairing pairing;
    private final Codec<@Nullable Object> records;

    /** {@code values} writes the records. */
    public WindowJoinLogic(Pairing pairing, DynamicCodec values) {
        this.records = values.nullable();
        this.pairing = pairing;
    }

    @Override
    public PairsEntry create() {
        return new PairsEntry();
    }

    @Override
    public void combine(PairsEntry into, PairsEntry from) {
        addAll(into.left, from.left);
        addAll(into.right, from.right);
    }

    private static void addAll(TimedBuffer into, TimedBuffer from) {
        for (int i = from.begin(); i < from.end(); i++) {
            into.add(from.value(i), from.time(i));
        }
    }

    @Override
    public void emit(PairsEntry pairs, Span window, Pane pane, int index, Output output) {
        long ts = window.end() - 1;
        for (int l = pairs.left.begin(); l < pairs.left.end(); l++) {
            for (int r = pairs.right.begin(); r < pairs.right.end(); r++) {
                pairing.pair(pairs.left.value(l), pairs.right.value(r), ts);
            }
        }
        for (int l = pairs.left.begin(); l < pairs.left.end(); l++) {
            if (pairs.right.isEmpty()) {
                pairing.alone(Pairing.LEFT, pairs.left.value(l), ts);
            } else {
                pairing.matched(pairs.left.value(l), ts);
            }
        }
        for (int r = pairs.right.begin(); pairs.left.isEmpty() && r < pairs.right.end(); r++) {
            pairing.alone(Pairing.LEFT + 1, pairs.right.value(r), ts);
        }
    }

    @Override
    public StateCodec<PairsEntry> codec() {
        return this;
    }

    @Override
    public void write(PairsEntry pairs, BinaryWriter out) {
        pairs.left.write(out, records);
        pairs.right.write(out, records);
        out.writeInt(pairs.emitted());
        out.writeBoolean(pairs.isChanged());
        out.writeBoolean(pairs.isComplete());
    }

    @Override
    public PairsEntry read(BinaryReader in) {
        PairsEntry pairs = new PairsEntry();
        pairs.left.read(in, records);
        pairs.right.read(in, records);
        pairs.emission(in.readInt(), in.readBoolean(), in.readBoolean());
        return pairs;
    }

    @Override
    public String describe() {
        return "pairs[left:" + TimedBuffer.describe(records) + ",right:" + TimedBuffer.describe(records)
                + ",emitted:int,changed:boolean,complete:boolean]";
    }
}
