// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The ports: all that an operator sees of the world.
 *
 * <p>An {@link io.leat.engine.port.Operator} gets records and timers, keeps its state in a {@link io.leat.engine.port.Table}
 * of {@link io.leat.engine.port.Entry Entries}, asks {@link io.leat.engine.port.Timers} to be called back, and gives results
 * to an {@link io.leat.engine.port.Output}. It has no thread, file, clock or logger, so that a host of any kind can run it.
 * Stateless operators are {@link io.leat.engine.port.Receiver}s that push to the next one.
 */
@NullMarked
package io.leat.engine.port;

import org.jspecify.annotations.NullMarked;
