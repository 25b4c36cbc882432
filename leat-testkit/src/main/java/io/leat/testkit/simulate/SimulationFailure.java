// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.testkit.host.Trial;

/**
 * A simulation that has failed.
 *
 * @param seed which repeats it, before it was made small
 * @param trial the case, as small as it could be made
 * @param story what has happened in it
 * @param cause what was wrong
 */
public record SimulationFailure(long seed, Trial trial, String story, Throwable cause) {
    /** Returns all of it as text, over several lines. */
    public String report() {
        return "FAILED in the simulation of seed " + seed + ":" + story + "\n"
                + trial + "\n"
                + String.valueOf(cause.getMessage()).strip() + "\n"
                + "repeat with: ./leat simulate --seeds 1 --seed " + seed;
    }

    /** Returns the failure as what a test throws. */
    public AssertionError asError() {
        return new AssertionError(report(), cause);
    }
}
