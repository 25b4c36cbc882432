// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Programs that show one idea each, a package an idea. Begin with {@link io.leat.examples.fleet}; then
 * {@link io.leat.examples.alert}, {@link io.leat.examples.sessions}, {@link io.leat.examples.join}, {@link io.leat.examples.limits},
 * {@link io.leat.examples.pattern}, {@link io.leat.examples.price} and {@link io.leat.examples.silence}.
 * {@link io.leat.examples.exactlyonce} has sinks for a job that survives {@code kill -9}.
 * {@link io.leat.examples.instances} is a larger one, with a live source, and {@link io.leat.examples.nexmark} has the queries of
 * a benchmark.
 */
@NullMarked
package io.leat.examples;

import org.jspecify.annotations.NullMarked;
