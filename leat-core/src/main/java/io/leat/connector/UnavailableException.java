// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a source or sink talks to cannot be reached for now: a broker that restarts, a database that refuses connections. The engine
 * tries again, with pauses that grow up to a second, until the job's patience ({@code Options.patience}, five minutes unless set) is at its end; other
 * exceptions stop the job within a second. Whoever throws it connects anew when called again.
 */
public final class UnavailableException extends IOException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what cannot be reached, and where
     */
    public UnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
