// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.failure;

import io.leat.engine.port.Failures;
import io.leat.engine.port.StepFailedException;
import io.leat.engine.port.Tally;
import io.leat.failure.DeadLetter;
import io.leat.failure.FailurePolicy;
import org.jspecify.annotations.Nullable;

/** Carries out the failure policy of one step in one thread. */
public final class StepFailures implements Failures {
    private final String step;
    private final FailurePolicy policy;
    private final Tally tally;
    private final Letters letters;
    private final boolean retriable;

    /** {@code retriable} says whether the step can be given a record again. */
    public StepFailures(String step, FailurePolicy policy, Tally tally, Letters letters, boolean retriable) {
        this.step = step;
        this.policy = policy;
        this.tally = tally;
        this.letters = letters;
        this.retriable = retriable;
    }

    @Override
    public void failed(@Nullable Object value, long ts, Exception cause) {
        failed(null, value, ts, cause.toString(), cause);
    }

    @Override
    public RuntimeException fatal(Exception cause) {
        return new StepFailedException(step, cause);
    }

    /** Takes a record that could not be processed, or that a rule refuses. */
    public void failed(
            @Nullable String origin, @Nullable Object value, long ts, String reason, @Nullable Exception cause) {
        tally.failed++;
        handle(origin, value, ts, reason, cause, retriable && value != null);
    }

    /** Takes what should have been a record. */
    public void unreadable(String origin, Object raw, String reason, @Nullable Exception cause) {
        tally.failed++;
        handle(origin, raw, Long.MIN_VALUE, reason, cause, false);
    }

    /** Takes what is wrong and is not a record: it is not counted as one, and otherwise treated like one. */
    public void wrong(String origin, Object what, String reason) {
        handle(origin, what, Long.MIN_VALUE, reason, null, false);
    }

    private void handle(
            @Nullable String origin,
            @Nullable Object value,
            long ts,
            String reason,
            @Nullable Exception cause,
            boolean again) {
        switch (policy) {
            case DEAD_LETTER ->
                letters.add(new DeadLetter(step, origin, value, ts, reason, cause, letters.now(), again));
            case FAIL ->
                throw new StepFailedException(step, cause == null ? new IllegalArgumentException(reason) : cause);
            case SKIP -> {}
        }
    }
}
