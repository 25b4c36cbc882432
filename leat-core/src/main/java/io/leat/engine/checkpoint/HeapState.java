// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.port.Entry;
import io.leat.engine.port.OperatorState;
import io.leat.engine.port.StateCodec;
import io.leat.engine.store.HeapTable;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.EventTimers;
import io.leat.engine.time.KeyTimers;
import io.leat.engine.time.OperatorTimers;
import io.leat.engine.time.WindowTimers;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What an operator keeps, on the heap: its table and its timers, with the codecs to write them. These are made when they are
 * first needed, so a job without snapshots needs none.
 */
public record HeapState<K extends @Nullable Object, S extends Entry>(
        HeapTable<K, S> table, OperatorTimers<K> timers, Codec<K> keys, Supplier<StateCodec<S>> states)
        implements OperatorState<K, S> {

    /** Makes the state of operators for the key groups of one worker. */
    public record Maker<K extends @Nullable Object>(KeyGroups.Range groups, Codec<K> keys)
            implements OperatorState.Maker<K> {
        @Override
        public <S extends Entry> HeapState<K, S> make(Supplier<StateCodec<S>> codec, boolean sharedTimers) {
            HeapTable<K, S> table = new HeapTable<>(groups);
            EventTimers<K> event = sharedTimers
                    ? new WindowTimers<>(table, groups.first(), groups.last())
                    : new KeyTimers<>(KeyGroups::of);
            return new HeapState<>(table, new OperatorTimers<>(event, new KeyTimers<>(KeyGroups::of)), keys, codec);
        }
    }

    /** Returns how many entries the table has. */
    public long entries() {
        return table.size();
    }

    /** Returns the time of the earliest timer of event time; {@code Long.MAX_VALUE} if none is set. */
    public long nextTimer() {
        return timers.event().next();
    }

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
