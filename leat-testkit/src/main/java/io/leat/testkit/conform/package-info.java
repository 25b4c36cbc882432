// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Conformance: which cases are run, on which hosts and under which schedules, and what is said of those that fail.
 *
 * <p>{@link io.leat.testkit.conform.Conformance} is the way in. {@link io.leat.testkit.conform.Schedules} says how often and how
 * hard a case is run, {@code Property} runs it, and shrinks it if it fails.
 */
@NullMarked
package io.leat.testkit.conform;

import org.jspecify.annotations.NullMarked;
