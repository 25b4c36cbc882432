// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What joins are told: which pairs of two streams are partners, how a {@linkplain io.leat.join.LookupOptions lookup} asks, and
 * what is made of an event and a {@linkplain io.leat.join.TableExpand table}. The rules are in {@code docs/semantics.md}.
 */
@NullMarked
package io.leat.join;

import org.jspecify.annotations.NullMarked;
