// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Where state lives: {@link io.leat.engine.store.HeapTable} on the heap, divided by
 * {@link io.leat.engine.store.KeyGroups key group}. What has no room there is in scratch files: {@link io.leat.engine.store.StateRoom}
 * says how much that is, {@link io.leat.engine.store.Spill} what goes and how it comes back. {@link io.leat.engine.store.StateSize} tells those
 * who look how large it all is.
 */
@NullMarked
package io.leat.engine.store;

import org.jspecify.annotations.NullMarked;
