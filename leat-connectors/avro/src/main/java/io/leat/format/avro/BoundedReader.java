// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.format.avro;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/** Reads one message, of records within records to a bounded depth. Texts are Strings, whatever classes a schema names for them. */
final class BoundedReader extends GenericDatumReader<Object> {
    /** So deep that no sensible message is, and so little that it fits the stack of any thread. */
    static final int MAX_DEPTH = 256;

    private int depth;

    BoundedReader(Schema writer, Schema reader) {
        super(writer, reader, PlainData.PLAIN);
    }

    @Override
    protected Object readRecord(@Nullable Object old, Schema expected, ResolvingDecoder in) throws IOException {
        if (++depth > MAX_DEPTH) {
            throw new Damaged("records are more than " + MAX_DEPTH + " deep in each other");
        }
        Object record = super.readRecord(old, expected, in);
        depth--;
        return record;
    }

    @Override
    protected Object readString(@Nullable Object old, Schema expected, Decoder in) throws IOException {
        return in.readString();
    }
}
