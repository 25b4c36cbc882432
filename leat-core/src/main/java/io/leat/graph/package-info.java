// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * A pipeline as a value: a {@link io.leat.graph.Graph} of {@link io.leat.graph.Step} records.
 *
 * <p>The embedded planner, other hosts, the picture of {@code describe()} and the checks are readers of the same records.
 * Nothing here runs anything. Read {@code Step} first, then {@code Graph}; {@code GraphChecks} says what is refused, and
 * {@code Place} where in the user's program a step is defined.
 */
@NullMarked
package io.leat.graph;

import org.jspecify.annotations.NullMarked;
