// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What becomes of failures: {@link io.leat.engine.failure.StepFailures} carries out the policy of a step when a user function
 * throws or a record cannot be read, and {@link io.leat.engine.failure.Retry} tries again what fails outside the engine.
 */
@NullMarked
package io.leat.engine.failure;

import org.jspecify.annotations.NullMarked;
