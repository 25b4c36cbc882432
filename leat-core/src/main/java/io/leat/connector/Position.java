// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

/**
 * Where a reader stands in its partition: everything before it has been handed out, nothing after it.
 *
 * @param text what the reader needs to go on from here; only its own partition can read it
 */
public record Position(String text) {
    /** Returns a position that is a number: a byte offset, an index. */
    public static Position of(long number) {
        return new Position(Long.toString(number));
    }

    /** Returns the number of a position made by {@link #of}. */
    public long number() {
        return Long.parseLong(text);
    }
}
