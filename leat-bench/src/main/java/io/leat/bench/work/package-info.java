// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The works that are measured, each twice: as a Leat pipeline and as a loop written by hand.
 *
 * <p>Read {@link io.leat.bench.work.Work} first, then {@link io.leat.bench.work.Tumbling} with
 * {@link io.leat.bench.work.HandWindows}. Both sides read the same {@link io.leat.bench.work.Ring} in the same order, and
 * end in the same {@link io.leat.bench.work.Checksum}: a benchmark whose two sides differ has measured nothing.
 */
@NullMarked
package io.leat.bench.work;

import org.jspecify.annotations.NullMarked;
