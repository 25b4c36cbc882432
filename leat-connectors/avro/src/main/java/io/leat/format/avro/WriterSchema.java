// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.io.IOException;
import org.apache.avro.Schema;

/**
 * A schema that messages are written with.
 *
 * @param holdsItself whether a record can be within another of its kind
 */
record WriterSchema(Schema schema, boolean holdsItself) {
    static WriterSchema of(Schema schema) {
        return new WriterSchema(schema, Schemas.holdsItself(schema));
    }

    /** Reads the rest of a message, to its end, as a value of another schema. */
    Object read(Message message, Schema reader) throws IOException {
        if (holdsItself && !schema.equals(reader)) {
            // What the reader does not have is passed over, to any depth: so the message is read as it was written
            // before.
            new BoundedReader(schema, schema).read(null, message.copy());
        }
        Object value = new BoundedReader(schema, reader).read(null, message);
        message.requireEnd();
        return value;
    }
}
