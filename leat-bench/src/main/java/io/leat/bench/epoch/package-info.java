// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What epochs cost: {@code leat bench epochs}.
 *
 * <p>{@link io.leat.bench.epoch.Pauses} is about how long the stream stands still, {@link io.leat.bench.epoch.EpochCost} about the work
 * of one epoch, {@link io.leat.bench.epoch.Recovery} about going on. Throughput is measured by {@link io.leat.bench.work.Durable}.
 */
@NullMarked
package io.leat.bench.epoch;

import org.jspecify.annotations.NullMarked;
