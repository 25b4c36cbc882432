// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The meaning of windows, joins, patterns and of what goes by key, written down a second time: straight from the definitions, without any cleverness,
 * without watermarks that move, timers or state, and without a line of the engine.
 *
 * <p>{@link io.leat.testkit.reference.Feed} says what each event could know when it came.
 * {@link io.leat.testkit.reference.ReferenceWindows}, {@link io.leat.testkit.reference.ReferenceJoins} and the others look at
 * all events at once and say what must come out. They are quadratic or worse, and for cases of some dozens of events.
 */
@NullMarked
package io.leat.testkit.reference;

import org.jspecify.annotations.NullMarked;
