// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.Codec;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A key as Flink sees it: its bytes, and as its hash code the stable hash that its codec defines. So a key is in the same key
 * group here as on the embedded hosts, in every JVM.
 *
 * <p>Keys are equal if their bytes are, which is what a codec promises of keys.
 */
final class StableKey {
    /** How Flink describes keys. */
    static final TypeInformation<StableKey> TYPE = new BytesType<>(StableKey.class, new Serializer(), true);

    private static final byte[] NO_BYTES = {};

    /** The one key of all events, which is null. */
    private static final StableKey NONE = new StableKey(0, false, NO_BYTES);

    private final int hash;
    private final boolean present;
    private final byte[] bytes;

    /** What the bytes say, once it was asked for. */
    private @Nullable Object value;

    private StableKey(int hash, boolean present, byte[] bytes) {
        this.hash = hash;
        this.present = present;
        this.bytes = bytes;
    }

    /** Returns a key; {@code hash} is the stable one. */
    static StableKey of(@Nullable Object key, int hash, Codec<Object> codec) {
        return key == null ? NONE : new StableKey(hash, true, codec.encode(key));
    }

    /** Returns the key itself; null for that of all events. */
    @Nullable
    Object value(Codec<Object> codec) {
        if (value == null && present) {
            value = codec.decode(bytes);
        }
        return value;
    }

    /** Returns the stable hash. */
    int hash() {
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof StableKey other
                && hash == other.hash
                && present == other.present
                && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return value == null ? "key of hash " + hash : value.toString();
    }

    /** Writes keys. */
    static final class Serializer extends BytesSerializer<StableKey> {
        private static final long serialVersionUID = 1L;

        @Override
        public void serialize(StableKey key, DataOutputView out) throws IOException {
            out.writeInt(key.hash);
            out.writeBoolean(key.present);
            write(key.bytes, out);
        }

        @Override
        public StableKey deserialize(DataInputView in) throws IOException {
            int hash = in.readInt();
            return new StableKey(hash, in.readBoolean(), read(in));
        }

        @Override
        public TypeSerializerSnapshot<StableKey> snapshotConfiguration() {
            return new Form();
        }
    }

    /** The form that keys are written in, noted in every snapshot. */
    public static final class Form extends SimpleTypeSerializerSnapshot<StableKey> {
        public Form() {
            super(Serializer::new);
        }
    }
}
