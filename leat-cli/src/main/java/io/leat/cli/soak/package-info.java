// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A job that runs for long and is killed now and then: what {@code leat soak} does. {@link io.leat.cli.soak.Soak} starts {@code SoakChild}
 * again and again, which takes a {@code Sample} of what it uses now and then; a {@code Trend} tells whether that grows.
 */
@NullMarked
package io.leat.cli.soak;

import org.jspecify.annotations.NullMarked;
