// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.store;

import org.jspecify.annotations.Nullable;

/** The entries of one namespace, by key group. */
final class Space {
    final long namespace;
    final @Nullable EntrySet[] groups;
    /** How many there are, on the heap or not. */
    int size;

    Space(long namespace, int groups) {
        this.namespace = namespace;
        this.groups = new @Nullable EntrySet[groups];
    }
}
