// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, with all that is needed to see why and to try again.
 *
 * @param step the step that failed
 * @param origin where the record was read, such as {@code calls.jsonl:17}; null where it did not come from outside
 * @param value the record as the step got it: an event, or the raw text or bytes that could not be read; null if it was null
 * @param timestamp its event time in milliseconds; {@code Long.MIN_VALUE} if none was known yet
 * @param reason what was wrong, in words
 * @param exception what was thrown; null where a rule refused the record
 * @param at when it failed, by the engine's clock
 * @param retriable whether its step can be given the record again: not where a source could not read it, it was null, or the step has
 *     several inputs
 */
public record DeadLetter(
        String step,
        @Nullable String origin,
        @Nullable Object value,
        long timestamp,
        String reason,
        @Nullable Exception exception,
        Instant at,
        boolean retriable) {
    @Override
    public String toString() {
        return step + (origin == null ? "" : " at " + origin) + ": " + reason + ", value: " + value;
    }
}
