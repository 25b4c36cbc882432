// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Operators over all events of a key, without windows.
 *
 * <p>{@link io.leat.engine.operator.keyed.RunningOperator} gives an aggregate after each event,
 * {@link io.leat.engine.operator.keyed.DeduplicateOperator} lets only the first of near events pass. Both forget a key when
 * the watermark says so, and neither lets a result depend on when the watermark came: an event is judged by its own.
 */
@NullMarked
package io.leat.engine.operator.keyed;

import org.jspecify.annotations.NullMarked;
