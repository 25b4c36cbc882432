// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Free values, as events have them in their fields. Not exported.
 *
 * <p>{@link io.leat.value.Numbers} computes with numbers of mixed classes, {@link io.leat.value.ByValue} compares them, and
 * {@link io.leat.value.RecordMaker} makes records of values by name, each by a {@code Conversion} that loses nothing.
 */
@NullMarked
package io.leat.value;

import org.jspecify.annotations.NullMarked;
