// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Lookups: {@link io.leat.engine.operator.lookup.LookupOperator} asks something outside about each record and emits results in
 * order. The records whose results are not out wait in a {@link io.leat.engine.operator.lookup.LookupQueue}, which is its state.
 */
@NullMarked
package io.leat.engine.operator.lookup;

import org.jspecify.annotations.NullMarked;
