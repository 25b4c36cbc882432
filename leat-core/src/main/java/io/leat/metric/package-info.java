// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** What the engine says of itself: immutable snapshots, taken from counters that cost the way of an event nothing visible. */
@NullMarked
package io.leat.metric;

import org.jspecify.annotations.NullMarked;
