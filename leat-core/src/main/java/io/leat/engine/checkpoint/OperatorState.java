// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import io.leat.engine.store.HeapTable;
import io.leat.engine.time.OperatorTimers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator keeps: its table and its timers, with the codecs to write them. These are made when they are first
 * needed, so a job without snapshots needs none.
 */
public record OperatorState<K extends @Nullable Object, S extends Entry>(
        HeapTable<K, S> table, OperatorTimers<K> timers, Codec<K> keys, Supplier<StateCodec<S>> states) {

    /** Returns the state of a key group as bytes. */
    public byte[] write(int group) {
        BinaryWriter out = new BinaryWriter();
        table.write(group, out, keys, states.get());
        timers.event().write(group, out, keys);
        timers.clock().write(group, out, keys);
        return out.toByteArray();
    }

    /** Adds the state of a key group that {@link #write} wrote. */
    public void read(byte[] bytes) {
        BinaryReader in = new BinaryReader(bytes);
        table.read(in, keys, states.get());
        timers.event().read(in, keys);
        timers.clock().read(in, keys);
        in.requireEnd();
    }
}
