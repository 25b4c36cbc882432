// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where state lives: {@link io.leat.engine.store.HeapTable} on the heap, divided by
 * {@link io.leat.engine.store.KeyGroups key group}.
 */
@NullMarked
package io.leat.engine.store;

import org.jspecify.annotations.NullMarked;
