// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Bytes that have no room on the heap, in files that only this life of the job knows: {@link io.leat.engine.store.scratch.Scratch}. The
 * table that wrote them keeps their addresses.
 */
@NullMarked
package io.leat.engine.store.scratch;

import org.jspecify.annotations.NullMarked;
