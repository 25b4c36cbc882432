// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.source;

import org.jspecify.annotations.Nullable;

/** User code in which no pipeline can be found, or whose factory cannot be made. The message says what and why. */
public final class UserCodeException extends Exception {
    private static final long serialVersionUID = 1L;

    public UserCodeException(String message) {
        this(message, null);
    }

    public UserCodeException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
