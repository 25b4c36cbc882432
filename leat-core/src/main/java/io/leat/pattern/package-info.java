// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Patterns: sequences of events of a key that belong together, and how to say which.
 *
 * <p>A {@link io.leat.pattern.Pattern} is a list of {@link io.leat.pattern.PatternStep}s. Each has a name, a condition, about the
 * event alone or also about {@link io.leat.pattern.Matched what was matched so far}, and a {@link io.leat.pattern.Relation} to
 * the step before. {@code KeyedStream.match} finds it, and gives a {@link io.leat.pattern.Match} for each sequence that fits.
 */
@NullMarked
package io.leat.pattern;

import org.jspecify.annotations.NullMarked;
