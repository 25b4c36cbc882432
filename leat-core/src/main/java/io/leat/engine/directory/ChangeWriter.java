// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.directory;

import io.leat.codec.BinaryWriter;

/**
 * Operations on the state of a key group, as bytes. The state is a map; what it maps is told apart by kind, namespace and key.
 * They are applied in the order in which they were written.
 *
 * <p>An operation is a byte, 4 times the kind plus what it does; the namespace, as {@link BinaryWriter#writeLong} writes it; for
 * {@link #PUT} and {@link #REMOVE} the length of the key, as {@link BinaryWriter#writeUnsigned} writes it, and the key; for {@link #PUT} the
 * length of the value and the value.
 */
public final class ChangeWriter {
    /** Maps a key to a value. */
    public static final int PUT = 0;

    /** Removes a key, if it is there. */
    public static final int REMOVE = 1;

    /** Removes every key of a kind and namespace. */
    public static final int CLEAR = 2;

    /** The kind of the entries of a table. */
    public static final int ENTRY = 0;

    /** The kind of timers of event time. Their value is empty. */
    public static final int EVENT_TIMER = 1;

    /** The kind of timers of the clock. Their value is empty. */
    public static final int CLOCK_TIMER = 2;

    private final BinaryWriter out;

    public ChangeWriter(BinaryWriter out) {
        this.out = out;
    }

    /** Maps a key to a value. Of both, what was written to them so far counts. */
    public void put(int kind, long namespace, BinaryWriter key, BinaryWriter value) {
        begin(kind, PUT, namespace);
        out.writeBytes(key);
        out.writeBytes(value);
    }

    /** Removes a key. */
    public void remove(int kind, long namespace, BinaryWriter key) {
        begin(kind, REMOVE, namespace);
        out.writeBytes(key);
    }

    /** Removes every key of a kind and namespace. */
    public void clear(int kind, long namespace) {
        begin(kind, CLEAR, namespace);
    }

    private void begin(int kind, int what, long namespace) {
        out.writeByte(4 * kind + what);
        out.writeLong(namespace);
    }
}
