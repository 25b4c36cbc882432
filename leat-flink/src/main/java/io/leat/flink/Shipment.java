// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way between two Flink operators. Its event time is that of Flink's {@code StreamRecord}.
 *
 * @param port by which output it was emitted, or behind a key by which input it is to come
 * @param key null if it has none yet
 * @param own what the earlier records of its source partition imply: no more with a timestamp at or below this
 * @param value as the operators' codec writes it; never changed
 */
@SuppressWarnings("ArrayRecordComponent") // shipments are not compared, and the bytes are theirs alone
record Shipment(int port, @Nullable StableKey key, long own, byte[] value) {
    /** How Flink describes shipments. */
    static final TypeInformation<Shipment> TYPE = new BytesType<>(Shipment.class, new Serializer(), false);

    /** Writes shipments. */
    static final class Serializer extends BytesSerializer<Shipment> {
        private static final long serialVersionUID = 1L;
        private static final StableKey.Serializer KEYS = new StableKey.Serializer();

        @Override
        public void serialize(Shipment shipment, DataOutputView out) throws IOException {
            out.writeByte(shipment.port);
            out.writeBoolean(shipment.key != null);
            if (shipment.key != null) {
                KEYS.serialize(shipment.key, out);
            }
            out.writeLong(shipment.own);
            write(shipment.value, out);
        }

        @Override
        public Shipment deserialize(DataInputView in) throws IOException {
            int port = in.readByte();
            StableKey key = in.readBoolean() ? KEYS.deserialize(in) : null;
            return new Shipment(port, key, in.readLong(), read(in));
        }

        @Override
        public TypeSerializerSnapshot<Shipment> snapshotConfiguration() {
            return new Form();
        }
    }

    /** The form that shipments are written in. */
    public static final class Form extends SimpleTypeSerializerSnapshot<Shipment> {
        public Form() {
            super(Serializer::new);
        }
    }
}
