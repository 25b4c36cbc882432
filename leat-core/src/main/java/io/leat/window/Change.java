// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.window;

import org.jspecify.annotations.Nullable;

/**
 * One change of the results of windows. What was inserted and not retracted is valid.
 *
 * @param kind what changes
 * @param value the result that is given or taken back
 */
public record Change<R extends @Nullable Object>(Kind kind, R value) {
    /** What changes. */
    public enum Kind {
        /** A result is given. */
        INSERT,
        /** A result that was given before is taken back. */
        RETRACT
    }
}
