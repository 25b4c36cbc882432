// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.inspect;

import org.jspecify.annotations.Nullable;

/**
 * Where a partition of a source stands.
 *
 * @param step the name of the source's step
 * @param name of the partition
 * @param position as its reader gave it; null if it was not read yet
 * @param watermark what its records imply, in milliseconds of event time; {@code Long.MIN_VALUE} if there is none yet
 * @param ended whether it had no more
 */
public record KeptPartition(
        String step, String name, @Nullable String position, long watermark, boolean ended) {}
