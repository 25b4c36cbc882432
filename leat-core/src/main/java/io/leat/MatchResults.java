// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.graph.Step;
import io.leat.pattern.Match;

/**
 * The matches of a pattern: a stream of them, the events that came too late, and what had been matched when its time had
 * passed.
 *
 * @param <T> the events
 */
public final class MatchResults<T> extends EventStream<Match<T>> {
    MatchResults(PipelineBuilder builder, int step) {
        super(builder, step, Step.MAIN);
    }

    /** Returns the events that were too late to be matched. They are counted whether this is used or not. */
    public EventStream<T> late() {
        return new EventStream<>(builder, step, Step.LATE_EVENTS);
    }

    /**
     * Returns what had begun to match but was not complete within the pattern's duration. Its time is the last millisecond of
     * that. What was given as a match, and might have become a longer one, is not told again.
     */
    public EventStream<Match<T>> timedOut() {
        return new EventStream<>(builder, step, Step.TIMED_OUT);
    }

    @Override
    public MatchResults<T> to(String name, Sink<? super Match<T>> sink) {
        super.to(name, sink);
        return this;
    }

    /** Chooses what is done with an event on which a condition throws; it then does not meet that condition. */
    @Override
    public MatchResults<T> onFailure(FailurePolicy policy) {
        super.onFailure(policy);
        return this;
    }
}
