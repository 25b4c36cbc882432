// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Joins, from those that wait for pairs to those that look up.
 *
 * <p>{@link io.leat.engine.operator.join.IntervalJoinOperator} keeps both sides while a partner may come;
 * {@link io.leat.engine.operator.join.WindowJoinLogic} makes a join of any kind of window;
 * {@link io.leat.engine.operator.join.AsOfJoinOperator} finds the version of the right side that held at the time of a left
 * record. {@link io.leat.engine.operator.join.LatestValues} is a table of the latest value of each key: a
 * {@link io.leat.engine.operator.join.LatestJoinOperator} asks it at once, and a
 * {@link io.leat.engine.operator.join.LatestOperator} tells how it changes. {@link io.leat.engine.operator.join.Pairing} makes
 * the results of all joins.
 */
@NullMarked
package io.leat.engine.operator.join;

import org.jspecify.annotations.NullMarked;
