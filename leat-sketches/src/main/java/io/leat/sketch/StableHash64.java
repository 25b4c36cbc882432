// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.sketch;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.codec.DynamicCodec;

/**
 * Hashes of 64 bits that are the same in every process and release: of what a codec writes, never of {@code hashCode}. For
 * texts and whole numbers the way over the bytes is left out.
 *
 * <p>The function is komihash 5.0, which hash4j keeps as it is; snapshots hold what it gives.
 */
final class StableHash64 {
    private static final Hasher64 FUNCTION = Hashing.komihash5_0();

    /** Keep a long apart from an int of the same value, as {@code equals} does. */
    private static final int LONG = 1;

    private static final int INT = 2;

    private final DynamicCodec codec = Codec.dynamic();

    /**
     * Returns the hash of a value.
     *
     * @throws CodecException if it is not plain data, or equal ones may have different bytes
     */
    long of(Object value) {
        if (value instanceof String text) {
            return FUNCTION.hashCharsToLong(text);
        }
        if (value instanceof Long number) {
            return FUNCTION.hashLongIntToLong(number, LONG);
        }
        if (value instanceof Integer number) {
            return FUNCTION.hashLongIntToLong(number, INT);
        }
        codec.hash(value); // refuses what cannot be told apart by its bytes
        return FUNCTION.hashBytesToLong(codec.encode(value));
    }
}
