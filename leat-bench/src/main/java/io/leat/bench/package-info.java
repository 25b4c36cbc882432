// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Benchmarks and the command that runs them. */
@NullMarked
package io.leat.bench;

import org.jspecify.annotations.NullMarked;
