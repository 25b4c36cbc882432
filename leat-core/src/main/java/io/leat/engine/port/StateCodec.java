// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import io.leat.codec.BinaryReader;
import io.leat.codec.BinaryWriter;

/**
 * Turns the entries of a table into bytes and back, without their keys. Thread-safe: a host may write what a snapshot holds
 * beside the operator.
 */
public interface StateCodec<S extends Entry> {
    /** Writes an entry, and leaves it as it is. */
    void write(S entry, BinaryWriter out);

    /** Reads an entry. */
    S read(BinaryReader in);
}
