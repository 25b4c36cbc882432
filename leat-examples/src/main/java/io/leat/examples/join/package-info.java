// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Two streams of events that belong together by an id, joined within a bound in time. */
@NullMarked
package io.leat.examples.join;

import org.jspecify.annotations.NullMarked;
