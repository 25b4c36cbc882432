// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** The header of Avro's single-object encoding, two bytes as a marker and the fingerprint of the writer's schema, and the schemas that are known. */
final class SingleObject {
    private static final byte[] MARKER = {(byte) 0xC3, 0x01};

    private final byte[] header;
    private final Map<Long, WriterSchema> writers = new HashMap<>();

    SingleObject(Schema schema, Schema... older) {
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        this.header = ByteBuffer.allocate(MARKER.length + Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MARKER)
                .putLong(fingerprint)
                .array();
        for (Schema writer : older) {
            writers.put(SchemaNormalization.parsingFingerprint64(writer), WriterSchema.of(writer));
        }
        writers.put(fingerprint, WriterSchema.of(schema));
    }

    void write(ByteArrayOutputStream out) {
        out.write(header, 0, header.length);
    }

    /** Reads the header, and returns the schema that it names. */
    WriterSchema read(Message in) throws Damaged {
        byte[] marker = new byte[MARKER.length];
        if (in.remainingBytes() >= header.length) {
            in.readFixed(marker, 0, marker.length);
        }
        if (!Arrays.equals(marker, MARKER)) {
            throw new Damaged("it does not begin with C3 01 and a fingerprint, as the single-object encoding does");
        }
        long fingerprint = in.littleEndian(Long.BYTES);
        WriterSchema writer = writers.get(fingerprint);
        if (writer == null) {
            throw new Damaged("its schema has the fingerprint " + Long.toHexString(fingerprint) + ", known are "
                    + known() + "; give the schema to alsoReading");
        }
        return writer;
    }

    private String known() {
        Set<String> names = new TreeSet<>();
        writers.keySet().forEach(fingerprint -> names.add(Long.toHexString(fingerprint)));
        return String.join(", ", names);
    }
}
