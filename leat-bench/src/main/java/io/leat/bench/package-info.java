// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * The command {@code leat bench}: {@link io.leat.bench.BenchCommand} knows its subcommands.
 *
 * <p>{@code quick} is {@link io.leat.bench.Comparison} over the works of {@code io.leat.bench.work}; {@code full} runs the
 * same works in JMH; {@code startup} runs {@link io.leat.bench.FirstResult} in JVMs of its own;
 * {@code epochs} is about jobs in a directory. What the figures mean is in
 * {@code docs/performance.md}.
 */
@NullMarked
package io.leat.bench;

import org.jspecify.annotations.NullMarked;
