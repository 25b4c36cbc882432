// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** The works of {@code io.leat.bench.work} as JMH benchmarks. */
@NullMarked
package io.leat.bench.jmh;

import org.jspecify.annotations.NullMarked;
