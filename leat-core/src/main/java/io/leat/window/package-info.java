// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** How event time is cut into windows, and what a window gives. The rules are in {@code docs/semantics.md}. */
@NullMarked
package io.leat.window;

import org.jspecify.annotations.NullMarked;
