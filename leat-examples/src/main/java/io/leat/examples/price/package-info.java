// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Events joined with what was known at their time: calls priced by the tariff that was valid then. */
@NullMarked
package io.leat.examples.price;

import org.jspecify.annotations.NullMarked;
