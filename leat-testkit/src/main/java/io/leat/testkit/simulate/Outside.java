// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.testkit.host.Ending;

/** What stands behind a sink of a simulated job. It outlives the processes that write to it. */
interface Outside extends Ending {
    /**
     * Takes note that another process goes on with the job.
     *
     * @param epoch that it goes on from, 0 for the beginning
     */
    default void goesOnFrom(long epoch) {}
}
