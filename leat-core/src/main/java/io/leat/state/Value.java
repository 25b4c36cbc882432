// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.state;

import org.jspecify.annotations.Nullable;

/** One value per key. Valid only inside the callbacks of the {@link KeyedProcess} that declared it. */
public interface Value<S> {
    /** Returns the value of the current key, or null if there is none. */
    @Nullable
    S get();

    /** Returns the value of the current key, or {@code ifNone}. */
    S or(S ifNone);

    /** Sets the value of the current key. */
    void set(S value);

    /** Removes the value of the current key. */
    void clear();
}
