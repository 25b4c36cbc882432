// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Pattern matching over a key.
 *
 * <p>{@link io.leat.engine.operator.pattern.PatternOperator} sorts the events of a key by the watermark;
 * {@code Matcher} puts them to the matches under way; {@code Automaton} says which step of the pattern may take the next event,
 * and {@code Verdicts} whether it meets the condition. {@code Taken} is what matches that begin alike share, and
 * {@link io.leat.engine.operator.pattern.PatternState} all that is kept of a key.
 */
@NullMarked
package io.leat.engine.operator.pattern;

import org.jspecify.annotations.NullMarked;
