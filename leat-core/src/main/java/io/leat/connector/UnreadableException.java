// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import org.jspecify.annotations.Nullable;

/**
 * A record that cannot be read, and why. For the connector that reads it, which makes a dead letter of it with {@link
 * Records#unreadable}; it has no stack trace, since it is about the input, and there may be many.
 */
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param reason what is wrong with it, in words for whoever sent it, such as {@code not JSON: it goes wrong at byte 17}
     */
    public UnreadableException(String reason, @Nullable Throwable cause) {
        super(reason, cause, false, false);
    }

    /** Makes one without another exception behind it; see {@link #UnreadableException(String, Throwable)}. */
    public UnreadableException(String reason) {
        this(reason, null);
    }

    /** Returns what is wrong with the record. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
