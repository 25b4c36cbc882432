// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Which pairs a join takes for partners. The rules are in {@code docs/semantics.md}. */
@NullMarked
package io.leat.join;

import org.jspecify.annotations.NullMarked;
