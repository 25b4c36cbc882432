// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.port;

/** Ends a job because of a step: its policy is to fail, or it cannot go on. Operators let it pass. */
public final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StepFailedException(String step, Throwable cause) {
        super("step '" + step + "' failed: " + cause, cause);
    }

    /** Returns what has failed and how: to those who read it this class is of no use. */
    @Override
    @SuppressWarnings(
            "OverrideThrowableToString") // the message is as it should be, the name of this class before it is not
    public String toString() {
        return String.valueOf(getMessage());
    }
}
