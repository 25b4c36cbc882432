// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.connector.nats;

import io.nats.client.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a fetcher puts into an inbox.
 *
 * @param place where a reader stands behind it
 * @param message null if only the place has changed
 */
record Incoming(Place place, @Nullable Message message) {
    private static final int OVERHEAD_BYTES = 500;

    /** Returns about how much memory it takes. */
    long bytes() {
        return OVERHEAD_BYTES + (message == null ? 0 : message.consumeByteCount());
    }
}
