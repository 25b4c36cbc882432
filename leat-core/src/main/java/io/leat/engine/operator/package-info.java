// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Operators: pure logic, one class a file, that sees only the ports.
 *
 * <p>Those here are stateless and push what they let through to the next. {@link io.leat.engine.operator.FilterOperator} is
 * the shape of all of them: count, call the user's function, give what it throws to the step's failure policy, push. They
 * hold nothing but their parts, so a host may copy one per step for speed. {@link io.leat.engine.operator.KeyByOperator} is
 * the door to the operators with state, {@link io.leat.engine.operator.ProcessOperator} the user's own.
 */
@NullMarked
package io.leat.engine.operator;

import org.jspecify.annotations.NullMarked;
