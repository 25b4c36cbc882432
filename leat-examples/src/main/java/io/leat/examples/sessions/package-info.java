// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Sessions per user: windows that are as long as the user stays. */
@NullMarked
package io.leat.examples.sessions;

import org.jspecify.annotations.NullMarked;
