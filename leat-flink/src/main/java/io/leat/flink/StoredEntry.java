// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;
import io.leat.engine.port.Entry;
import io.leat.engine.port.StateCodec;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a table as Flink keeps it: live, or as bytes until somebody wants it.
 *
 * <p>Flink's heap holds the object itself, and writes a snapshot in another thread while the operator goes on. Before it hands
 * out an object that a running snapshot has, it asks {@link Serializer#copy} for another one. The copy is made by way of
 * bytes, so nothing of the old entry is in the new one, and is live again when it is wanted. The old one is never touched
 * again but for being written.
 *
 * @param <S> the entries
 */
final class StoredEntry<S extends Entry> {
    private @Nullable S live;
    private @Nullable StateCodec<S> codec;
    private byte @Nullable [] bytes;

    private StoredEntry(@Nullable S live, @Nullable StateCodec<S> codec, byte @Nullable [] bytes) {
        this.live = live;
        this.codec = codec;
        this.bytes = bytes;
    }

    /** Returns what Flink is to keep of an entry. */
    static <S extends Entry> StoredEntry<S> of(S live, StateCodec<S> codec) {
        return new StoredEntry<>(live, codec, null);
    }

    /** Returns the entry itself. Its key is not known. */
    S live(StateCodec<S> by) {
        S entry = live;
        if (entry == null) {
            BinaryReader in = new BinaryReader(Objects.requireNonNull(bytes));
            entry = by.read(in);
            in.requireEnd();
            live = entry;
            codec = by;
            bytes = null;
        }
        return entry;
    }

    /** Returns the entry as bytes. It is not changed: it may be a snapshot's, which is in another thread. */
    private byte[] bytes() {
        if (live == null) {
            return Objects.requireNonNull(bytes);
        }
        BinaryWriter out = new BinaryWriter();
        Objects.requireNonNull(codec).write(live, out);
        return out.toByteArray();
    }

    /** Writes entries. */
    static final class Serializer<S extends Entry> extends BytesSerializer<StoredEntry<S>> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return false;
        }

        @Override
        public StoredEntry<S> copy(StoredEntry<S> from) {
            return new StoredEntry<>(null, null, from.bytes());
        }

        @Override
        public void serialize(StoredEntry<S> entry, DataOutputView out) throws IOException {
            write(entry.bytes(), out);
        }

        @Override
        public StoredEntry<S> deserialize(DataInputView in) throws IOException {
            return new StoredEntry<>(null, null, read(in));
        }

        @Override
        public TypeSerializerSnapshot<StoredEntry<S>> snapshotConfiguration() {
            return new Form<>();
        }
    }

    /** The form that entries are written in, noted in every snapshot. What is in the bytes is the codec's business. */
    public static final class Form<S extends Entry> extends SimpleTypeSerializerSnapshot<StoredEntry<S>> {
        public Form() {
            super(Serializer::new);
        }
    }
}
