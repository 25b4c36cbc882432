// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.operator.broadcast;

import org.jspecify.annotations.Nullable;

/**
 * A new value of a key.
 *
 * @param value null to remove the key
 * @param sender the worker that it comes from; of values of the same time, those of the highest are taken by all workers
 */
public record Update(@Nullable Object value, int sender) {}
