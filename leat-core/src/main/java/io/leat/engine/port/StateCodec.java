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

    /**
     * Returns in words what {@link #write} writes, to be stored beside it: where the words of two codecs differ, the one may not
     * be able to read what the other wrote. They are made of codecs' {@linkplain io.leat.codec.Codec#schema schemas}, and of
     *
     * <ul>
     *   <li>{@code name[a:long,b:string]}: these, one after the other, and never others
     *   <li>{@code many<x>}: an int that says how many, then these; {@code chain<x>}: each behind a true, and a false at the end
     *   <li>{@code maybe<x>}: true and an x, or false; {@code either<x,y>}: true and an x, or false and a y
     *   <li>{@code bits}: eight bytes
     * </ul>
     */
    String describe();
}
