// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Random cases against the {@linkplain io.leat.engine.reference reference}, on every host, with restores in between.
 *
 * <p>{@link io.leat.engine.property.Trial} is a case: what goes in, the pipeline, what must come out.
 * {@link io.leat.engine.property.Host} is a way to run it, {@link io.leat.engine.property.Property} runs many and shrinks the
 * one that fails.
 */
package io.leat.engine.property;
