// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Time as users speak of it: how far events may be out of order, and what clock the engine reads.
 *
 * <p>Inside the engine event time is a {@code long} of milliseconds since 1970-01-01T00:00Z, possibly negative. In the
 * API it is {@code Instant} and {@code Duration}; {@link io.leat.time.Millis} is the one place that converts.
 */
@NullMarked
package io.leat.time;

import org.jspecify.annotations.NullMarked;
