// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.directory.Changes;
import io.leat.engine.port.Entry;
import io.leat.engine.port.OperatorState;
import io.leat.engine.port.StateCodec;
import io.leat.engine.store.HeapTable;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.store.StateChanges;
import io.leat.engine.store.StateForm;
import io.leat.engine.store.StateRoom;
import io.leat.engine.store.StateSize;
import io.leat.engine.time.EventTimers;
import io.leat.engine.time.KeyTimers;
import io.leat.engine.time.OperatorTimers;
import io.leat.engine.time.WindowTimers;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All that an operator keeps on the heap, a table and timers: as bytes of a key group in full, or as what has changed in an epoch.
 *
 * @param <K> the keys
 * @param <S> the entries of the table
 */
public final class HeapState<K extends @Nullable Object, S extends Entry> implements OperatorState<K, S> {
    private final KeyGroups.Range groups;
    private final HeapTable<K, S> table;
    private final OperatorTimers<K> timers;
    private final StateForm<K, S> form;
    private @Nullable StateChanges<K, S> changes;

    private HeapState(KeyGroups.Range groups, HeapTable<K, S> table, OperatorTimers<K> timers, StateForm<K, S> form) {
        this.groups = groups;
        this.table = table;
        this.timers = timers;
        this.form = form;
    }

    /**
     * Makes the state of operators for the key groups of one worker.
     *
     * @param room that tables share; null if all of them have room on the heap
     */
    public record Maker<K extends @Nullable Object>(
            KeyGroups.Range groups, Codec<K> keys, @Nullable StateRoom room) implements OperatorState.Maker<K> {
        public Maker(KeyGroups.Range groups, Codec<K> keys) {
            this(groups, keys, null);
        }

        @Override
        public <S extends Entry> HeapState<K, S> make(Supplier<StateCodec<S>> codec, boolean sharedTimers) {
            HeapTable<K, S> table = new HeapTable<>(groups);
            EventTimers<K> event =
                    sharedTimers ? new WindowTimers<>(table, groups.first(), groups.last()) : new KeyTimers<>();
            StateForm<K, S> form = new StateForm<>(keys, codec);
            if (room != null) {
                room.add(table, form);
            }
            return new HeapState<>(groups, table, new OperatorTimers<>(event, new KeyTimers<>()), form);
        }
    }

    @Override
    public HeapTable<K, S> table() {
        return table;
    }

    @Override
    public OperatorTimers<K> timers() {
        return timers;
    }

    /** Returns the codec of the entries. */
    public StateCodec<S> states() {
        return form.states();
    }

    /** Returns how many entries the table has. */
    public long entries() {
        return table.size();
    }

    /** Returns about how many bytes these take when they are written, timers left out; see {@link StateSize}. */
    public OptionalLong bytes() {
        return StateSize.of(table, new StateForm<>(form.keys(), form::states)); // whose buffers are not kept
    }

    /** Returns the time of the earliest timer of event time; {@code Long.MAX_VALUE} if none is set. */
    public long nextTimer() {
        return timers.event().next();
    }

    // ---- in full --------------------------------------------------------------------------------------------------

    /** Returns the state of a key group as bytes: operations on an empty state, without timers that keys share. */
    public byte[] write(int group) {
        BinaryWriter bytes = new BinaryWriter();
        ChangeWriter out = new ChangeWriter(bytes);
        table.forEach(group, (namespace, entry) -> form.put(entry, namespace, out));
        writeTimers(group, ChangeWriter.EVENT_TIMER, timers.event(), out);
        writeTimers(group, ChangeWriter.CLOCK_TIMER, timers.clock(), out);
        return bytes.toByteArray();
    }

    private void writeTimers(int group, int kind, EventTimers<K> of, ChangeWriter out) {
        of.visit((key, hash, namespace, time) -> {
            if (KeyGroups.of(hash) == group) {
                form.putTimer(kind, new StateForm.Timer<>(key, hash, namespace, time), out);
            }
        });
    }

    /** Returns the timers that keys share. */
    public List<WindowTimers.Due> sharedTimers() {
        return timers.event() instanceof WindowTimers<K> shared ? shared.dues() : List.of();
    }

    /** Sets timers that keys share. */
    public void restoreShared(Collection<WindowTimers.Due> dues) {
        if (timers.event() instanceof WindowTimers<K> shared) {
            shared.restore(dues);
        }
    }

    /** Applies operations to the state of a key group. They change nothing that is to be written. */
    public void apply(int group, byte[] bytes, int offset, int length) {
        BinaryReader in = new BinaryReader(bytes, offset, length);
        while (in.remaining() > 0) {
            int operation = in.readByte();
            long namespace = in.readLong();
            switch (operation & 3) {
                case ChangeWriter.PUT -> put(operation >> 2, namespace, in);
                case ChangeWriter.REMOVE -> remove(operation >> 2, namespace, in);
                case ChangeWriter.CLEAR -> table.forget(namespace, group);
                default -> throw in.damaged("the operation " + operation);
            }
        }
    }

    private void put(int kind, long namespace, BinaryReader in) {
        int keyBytes = in.readCount(1);
        int hash = in.readInt();
        K key = form.keys().read(in);
        if (kind == ChangeWriter.ENTRY) {
            int valueBytes = in.readCount(1);
            S entry = form.states().read(in);
            form.note(entry, keyBytes + valueBytes);
            table.restore(key, hash, namespace, entry);
        } else {
            timers(kind, in).at(key, hash, namespace, in.readLong());
            in.readCount(1);
        }
    }

    private void remove(int kind, long namespace, BinaryReader in) {
        in.readCount(1);
        int hash = in.readInt();
        K key = form.keys().read(in);
        if (kind == ChangeWriter.ENTRY) {
            table.forget(key, hash, namespace);
        } else {
            timers(kind, in).cancel(key, hash, namespace, in.readLong());
        }
    }

    private EventTimers<K> timers(int kind, BinaryReader in) {
        return switch (kind) {
            case ChangeWriter.EVENT_TIMER -> timers.event();
            case ChangeWriter.CLOCK_TIMER -> timers.clock();
            default -> throw in.damaged("state of kind " + kind);
        };
    }

    // ---- as changes -----------------------------------------------------------------------------------------------

    /**
     * Notes changes from now on.
     *
     * @param written the key groups whose changes are wanted
     */
    public void noteChanges(KeyGroups.Range written) {
        StateChanges<K, S> noting = new StateChanges<>(form, groups, written);
        changes = noting;
        table.tell(noting);
        if (timers.event() instanceof KeyTimers<K> event) {
            event.tell(noting.timers(ChangeWriter.EVENT_TIMER));
        }
        if (timers.clock() instanceof KeyTimers<K> clock) {
            clock.tell(noting.timers(ChangeWriter.CLOCK_TIMER));
        }
    }

    /** Takes every entry for changed: for state that operators keep in their hands between calls. */
    public void touch() {
        table.touch();
    }

    /** Ends an epoch. */
    public void cut() {
        noting().cut();
    }

    /**
     * Writes entries of the epoch that was cut last: at most so many, and none any more when these are so many bytes.
     *
     * @return whether all are written
     */
    public boolean writeSome(int entries, int bytes) {
        return noting().writeSome(entries, bytes);
    }

    /**
     * Hands over what has changed in the epoch that was cut last, when all of it is written: until it is so many bytes.
     *
     * @return whether all was handed over; if not, the next call goes on
     */
    public boolean drain(String step, int bytes, List<Changes> into) {
        return noting().drain(step, bytes, into);
    }

    private StateChanges<K, S> noting() {
        StateChanges<K, S> noting = changes;
        if (noting == null) {
            throw new IllegalStateException("changes of this state are not noted");
        }
        return noting;
    }
}
