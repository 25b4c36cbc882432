// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that was too late for a step.
 *
 * @param number counts the late records of this step that were taken note of, from 0
 * @param at when, by the job's clock
 * @param time its event time
 * @param watermark that it was behind: the windows that it belongs to were over by then; null when all input had ended
 * @param sources where the sources stood then, whose watermarks that one is merged of
 */
public record Missed(
        long number,
        Instant at,
        Instant time,
        @Nullable Object value,
        @Nullable Instant watermark,
        List<Progress> sources) {
    public Missed {
        sources = List.copyOf(sources);
    }
}
