// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Time inside the engine: merging watermarks, and the timers that they and the clock set off.
 *
 * <p>{@link io.leat.engine.time.WatermarkMerge} is the minimum over the inputs that are not idle, which {@link
 * io.leat.engine.time.IdleWatch} finds out for a partition; {@link io.leat.engine.time.Seam} is where a history ends and its
 * sequel begins, and {@link io.leat.engine.time.Lags} how far events were out of order. {@link io.leat.engine.time.OperatorTimers} is the
 * {@code Timers} port; below it {@link io.leat.engine.time.WindowTimers} keeps one timer per window for all its keys, and
 * {@link io.leat.engine.time.KeyTimers} one per key.
 */
@NullMarked
package io.leat.engine.time;

import org.jspecify.annotations.NullMarked;
