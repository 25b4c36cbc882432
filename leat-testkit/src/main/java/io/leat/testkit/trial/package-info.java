// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Kinds of random cases: each a record that prints itself as data, its pipeline, and the reference's word on what must come out.
 *
 * <p>{@link io.leat.testkit.trial.Kind} lists them; a new kind is a class and a line in that list. Their ingredients come from
 * {@code RandomCases}, which is biased towards what goes wrong: boundaries, equal times, times around zero, disorder.
 */
@NullMarked
package io.leat.testkit.trial;

import org.jspecify.annotations.NullMarked;
