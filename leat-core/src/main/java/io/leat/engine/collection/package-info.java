// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/** Data structures of the hot path: open addressing, no boxing, one owner thread each. */
@NullMarked
package io.leat.engine.collection;

import org.jspecify.annotations.NullMarked;
