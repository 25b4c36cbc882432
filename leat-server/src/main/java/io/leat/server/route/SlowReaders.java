// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

/** What becomes of a reader of a stream of results that is further behind than the results that are kept. */
public enum SlowReaders {
    /** It goes on with the oldest that is kept, and is told how many it has missed. */
    SKIP,
    /** It is told so, and its connection is closed. */
    DISCONNECT,
    /**
     * The job waits for it, and with it all that the job does. A reader that takes nothing at all is disconnected after half a minute. For
     * readers that are part of the program.
     */
    PAUSE
}
