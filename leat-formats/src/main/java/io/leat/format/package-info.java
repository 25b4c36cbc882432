// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Forms in which values are exchanged with others: {@link io.leat.format.Json} for the messages of any queue and the bodies of requests;
 * {@link io.leat.format.Times} says how points in time are read.
 */
@NullMarked
package io.leat.format;

import org.jspecify.annotations.NullMarked;
