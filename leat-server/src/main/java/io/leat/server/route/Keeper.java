// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.route;

import java.time.Instant;
import java.util.Optional;

/** Who keeps a pipeline running that may be started by request, and starts it again when it has failed. Thread-safe. */
public interface Keeper {
    /** Starts nothing. */
    Keeper NONE = new Keeper() {
        @Override
        public Optional<Instant> nextStart() {
            return Optional.empty();
        }

        @Override
        public boolean letBe() {
            return false;
        }
    };

    /** Returns when it is started again by itself; empty if it runs, or is let be. Returns at once. */
    Optional<Instant> nextStart();

    /**
     * Lets the pipeline be until somebody starts it: it is not started again by itself. It does not end a job that runs.
     *
     * @return whether it was about to be started; if not, nothing has changed
     */
    boolean letBe();
}
