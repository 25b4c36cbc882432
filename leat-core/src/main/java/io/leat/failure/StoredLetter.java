// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.failure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as it is in the directory of a job.
 *
 * @param number of the letter in its job, from 0
 * @param step the step that failed
 * @param origin where the record was read; null where it did not come from outside
 * @param text the record as text, cut after some thousand characters
 * @param timestamp its event time in milliseconds; {@code Long.MIN_VALUE} if none was known yet
 * @param reason what was wrong, in words
 * @param exception what was thrown, with its stack; null where a rule refused the record
 * @param at when it failed, by the engine's clock
 * @param retriable whether its step can be given the record again: the record itself is there, not only its text, and a step takes it
 */
public record StoredLetter(
        long number,
        String step,
        @Nullable String origin,
        String text,
        long timestamp,
        String reason,
        @Nullable StoredException exception,
        Instant at,
        boolean retriable) {}
