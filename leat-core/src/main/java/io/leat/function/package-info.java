// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * User code: the small functions that a pipeline is made of.
 *
 * <p>Each of them may throw. What it throws does not end the job: it goes to the {@link io.leat.failure.FailurePolicy}
 * of the step that called it. The engine calls a function of one step from several threads only if the job runs with a
 * parallelism above one, so a function should keep no state of its own: state belongs into {@code process}.
 *
 * <p>Everything else in Leat may import this package; it imports nothing.
 */
@NullMarked
package io.leat.function;

import org.jspecify.annotations.NullMarked;
