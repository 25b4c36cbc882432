// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Joins: {@link io.leat.engine.operator.join.IntervalJoinOperator} keeps both sides while a partner may come;
 * {@link io.leat.engine.operator.join.WindowJoinLogic} makes a join of any kind of window.
 */
@NullMarked
package io.leat.engine.operator.join;

import org.jspecify.annotations.NullMarked;
