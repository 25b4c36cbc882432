// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Small streams as tables that every worker has all of: {@link io.leat.engine.operator.broadcast.UpdateOperator} makes updates
 * of the records where they come from, {@link io.leat.engine.operator.broadcast.BroadcastOperator} keeps the latest of each key
 * wherever the table is read. All workers get the same updates, in orders that may differ, and come to the same table.
 */
@NullMarked
package io.leat.engine.operator.broadcast;

import org.jspecify.annotations.NullMarked;
