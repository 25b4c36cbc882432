// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.log;

import io.leat.engine.log.segment.DamagedLogException;
import io.leat.engine.log.segment.LoggedEvent;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Events that a query has found, read as they are asked for. What it reads is not deleted until it is closed. One thread at a
 * time.
 */
public interface LoggedEvents extends Closeable {
    /**
     * Returns the next event; null if there is none.
     *
     * @throws DamagedLogException if it cannot be read any more as it was written
     */
    @Nullable
    LoggedEvent next() throws IOException;

    @Override
    void close() throws IOException;
}
