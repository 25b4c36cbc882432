// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What is behind {@code StreamProcessor}. Not exported; {@code io.leat} alone calls it, and it knows nothing of {@code Event}.
 *
 * <p>Read {@link io.leat.processor.Flow} first, where an event comes in. It waits for its turn in a
 * {@link io.leat.processor.Lane}, passes the {@code Chain} of filters and maps, is kept in the {@code Store} with its
 * {@code EventLog} and its {@code LiveWindows}, and goes out by a {@code Branch} to each sink and by a {@code Feed} to each job.
 *
 * <p>Chain, windows and {@link io.leat.processor.Pairs} are pipelines on the same operators as those of a job. They run in the
 * caller's thread by way of {@link io.leat.processor.InlineEngine}, behind which {@code io.leat.Leat} puts the engine's inline
 * host.
 */
@NullMarked
package io.leat.processor;

import org.jspecify.annotations.NullMarked;
