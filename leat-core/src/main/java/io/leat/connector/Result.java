// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import org.jspecify.annotations.Nullable;

/**
 * A result on its way to a sink.
 *
 * @param timestamp event time in milliseconds since 1970-01-01T00:00Z
 */
public record Result<T extends @Nullable Object>(T value, long timestamp) {}
