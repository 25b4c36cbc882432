// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.Encoder;

/** Writes one message, no deeper than a {@link BoundedReader} reads. */
final class BoundedWriter extends GenericDatumWriter<Object> {
    private int depth;

    BoundedWriter(Schema schema) {
        super(schema, PlainData.PLAIN);
    }

    @Override
    protected void writeRecord(Schema schema, Object record, Encoder out) throws IOException {
        if (++depth > BoundedReader.MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "its records are more than " + BoundedReader.MAX_DEPTH + " deep in each other");
        }
        super.writeRecord(schema, record, out);
        depth--;
    }
}
