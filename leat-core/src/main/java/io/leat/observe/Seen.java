// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that left an output of a step.
 *
 * @param number counts the records of this output that were taken note of, from 0
 * @param at when, by the job's clock
 * @param time its event time; null if it has none
 * @param key what it was grouped by; null except behind a {@code keyBy}
 */
public record Seen(
        long number,
        Instant at,
        @Nullable Instant time,
        @Nullable Object key,
        @Nullable Object value) {}
