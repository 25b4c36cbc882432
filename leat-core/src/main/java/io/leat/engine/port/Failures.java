// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

import org.jspecify.annotations.Nullable;

/** Takes records that a step could not process, and does with them what the step's policy says. */
public interface Failures {
    /**
     * Takes a record.
     *
     * @param value the record as the step got it
     * @param ts its event time in milliseconds; {@code Long.MIN_VALUE} if it is not known
     * @throws RuntimeException if the policy is to fail; it must not be caught on its way to the host
     */
    void failed(@Nullable Object value, long ts, Exception cause);

    /** Returns what to throw where not the record but the pipeline is wrong, whatever the policy: it ends the job. */
    RuntimeException fatal(Exception cause);
}
