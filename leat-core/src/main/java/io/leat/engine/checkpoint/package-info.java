// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Consistent pictures of a running job: what every operator holds and where every source stands, at one point of the
 * streams.
 *
 * <p>{@link io.leat.engine.checkpoint.HeapState} turns the state of an operator into bytes by key group, and
 * {@link io.leat.engine.checkpoint.Snapshot} gathers those of all threads. The point is found by barriers, in
 * {@code engine.run}.
 */
@NullMarked
package io.leat.engine.checkpoint;

import org.jspecify.annotations.NullMarked;
