// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;

/** Turns the entries of a table into bytes and back, without their keys. */
public interface StateCodec<S extends Entry> {
    /** Writes an entry. */
    void write(S entry, BinaryWriter out);

    /** Reads an entry. */
    S read(BinaryReader in);
}
