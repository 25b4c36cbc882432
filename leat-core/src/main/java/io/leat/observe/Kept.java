// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a step keeps for a key: the value that it would give now.
 *
 * @param key null where a step has no keys
 * @param start of the window; null where there is none
 * @param end of the window; null where there is none
 */
public record Kept(
        @Nullable Object key,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Object value) {}
