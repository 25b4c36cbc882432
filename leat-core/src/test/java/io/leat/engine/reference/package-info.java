// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The meaning of windows and joins, written down a second time: straight from the definitions, without any cleverness,
 * without watermarks that move, timers or state, and without a line of the engine.
 *
 * <p>{@link io.leat.engine.reference.Feed} says what each event could know when it came.
 * {@link io.leat.engine.reference.ReferenceWindows} and {@link io.leat.engine.reference.ReferenceJoins} look at all events
 * at once and say what must come out. They are quadratic, and for cases of some dozens of events.
 */
package io.leat.engine.reference;
