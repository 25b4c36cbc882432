// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a source has come. The watermark of a step is the smallest of those that reach it, idle ones left out: the
 * partition with the smallest holds time up.
 *
 * @param source the name of its step
 * @param watermark nothing up to this time is expected any more; null if nothing has come, or the source knows no time
 * @param latest the largest event time that has come; null if none has
 * @param idle whether nothing has come for so long that nobody waits for it
 * @param ended whether it has no more
 */
public record Progress(
        String source,
        String partition,
        @Nullable Instant watermark,
        @Nullable Instant latest,
        boolean idle,
        boolean ended) {}
