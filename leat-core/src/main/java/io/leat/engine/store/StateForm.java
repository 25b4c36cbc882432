// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.codec.Codec;
import io.leat.engine.directory.ChangeWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The form in which entries and timers are written as changes. The key of an entry is its hash, then the key; that of a timer has
 * its time behind them. One thread at a time.
 */
public final class StateForm<K extends @Nullable Object, S extends Entry> {
    private final Codec<K> keys;
    private final Supplier<StateCodec<S>> codec;
    private @Nullable StateCodec<S> states;
    private final BinaryWriter key = new BinaryWriter();
    private final BinaryWriter value = new BinaryWriter();
    private @Nullable EntrySizes sizes;

    public StateForm(Codec<K> keys, Supplier<StateCodec<S>> codec) {
        this.keys = keys;
        this.codec = codec;
    }

    /** Returns the codec of the keys. */
    public Codec<K> keys() {
        return keys;
    }

    /** Returns the codec of the entries. */
    public StateCodec<S> states() {
        if (states == null) {
            states = codec.get();
        }
        return states;
    }

    /** Tells how large entries are from now on. */
    void tell(EntrySizes to) {
        sizes = to;
    }

    /** Writes an entry, and returns how many bytes its key and value take. */
    public int put(S entry, long namespace, ChangeWriter out) {
        int size = measure(entry);
        out.put(ChangeWriter.ENTRY, namespace, key, value);
        return size;
    }

    /** Takes note how many bytes the key and the value of an entry of the table had when it was read or written. */
    public void note(S entry, int bytes) {
        if (sizes != null) {
            sizes.note(entry, bytes);
        }
    }

    /** Returns how many bytes an entry's key and value take. */
    int measure(S entry) {
        keyOf(entry);
        value.reset();
        states().write(entry, value);
        return key.size() + value.size();
    }

    /** Reads an entry from what {@link #put} has written. */
    S read(BinaryReader in) {
        in.readByte(); // what is done
        in.readLong(); // the namespace
        int keyBytes = in.readCount(1);
        int hash = in.readInt();
        K of = keys.read(in);
        int valueBytes = in.readCount(1);
        S entry = states().read(in);
        entry.belongTo(of, hash);
        note(entry, keyBytes + valueBytes);
        return entry;
    }

    /** Writes that an entry is gone. */
    public void remove(S entry, long namespace, ChangeWriter out) {
        keyOf(entry);
        out.remove(ChangeWriter.ENTRY, namespace, key);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // entries belong to keys of type K, which includes null
    private void keyOf(S entry) {
        key.reset();
        key.writeInt(entry.hash());
        keys.write((K) entry.key(), key);
    }

    /** Writes that a timer is set. */
    public void putTimer(int kind, Timer<K> timer, ChangeWriter out) {
        keyOf(timer);
        value.reset();
        out.put(kind, timer.namespace(), key, value);
    }

    /** Writes that a timer is gone. */
    public void removeTimer(int kind, Timer<K> timer, ChangeWriter out) {
        keyOf(timer);
        out.remove(kind, timer.namespace(), key);
    }

    /** A timer of a key. */
    public record Timer<K extends @Nullable Object>(K key, int hash, long namespace, long time) {}

    private void keyOf(Timer<K> timer) {
        key.reset();
        key.writeInt(timer.hash());
        keys.write(timer.key(), key);
        key.writeLong(timer.time());
    }
}
