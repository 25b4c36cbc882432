// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.file.part;

import java.time.InstantSource;

/**
 * When a part is full.
 *
 * @param everyMs how long after its first row, in milliseconds of the clock; {@code Long.MAX_VALUE} for never
 * @param bytes the length from which on it is full; {@code Long.MAX_VALUE} for none
 */
public record Limits(long everyMs, long bytes, InstantSource clock) {
    /** Returns whether a part is full that is so long, and had its first row then. */
    boolean reached(long length, long firstRowMs) {
        return length >= bytes || (everyMs != Long.MAX_VALUE && clock.millis() - firstRowMs >= everyMs);
    }
}
