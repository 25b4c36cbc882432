// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** An alert from a sliding average, and what to do with the events that come too late for it. */
@NullMarked
package io.leat.examples.alert;

import org.jspecify.annotations.NullMarked;
