// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.conform;

import io.leat.testkit.host.Host;
import io.leat.testkit.host.Schedule;
import io.leat.testkit.host.Trial;

/**
 * A case that has failed.
 *
 * @param trial the case, as small as it could be made
 * @param host where it failed
 * @param schedule how it was run
 * @param repeat how to run the case again, before it was made small
 * @param cause what was wrong
 */
public record Failure(Trial trial, Host host, Schedule schedule, String repeat, Throwable cause) {
    /** Returns all of it as text, over several lines. */
    public String report() {
        return "FAILED on host " + host.name() + ": " + schedule + "\n"
                + trial + "\n"
                + message() + "\n"
                + "repeat with: " + repeat;
    }

    private String message() {
        String what = cause instanceof AssertionError ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
        return what.strip();
    }

    /** Returns the failure as what a test throws. */
    public AssertionError asError() {
        return new AssertionError(report(), cause);
    }
}
