// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.graph.Step;

/**
 * The results of a join: a stream of them, and the events that came too late to be joined.
 *
 * @param <A> the left events
 * @param <B> the right events
 * @param <R> the results
 */
public final class JoinResults<A, B, R> extends EventStream<R> {
    JoinResults(PipelineBuilder builder, int step) {
        super(builder, step, Step.MAIN);
    }

    /** Returns the left events that were too late. They are counted whether this is used or not. */
    public EventStream<A> lateLeft() {
        return new EventStream<>(builder, step, Step.LATE_LEFT);
    }

    /** Returns the right events that were too late. They are counted whether this is used or not. */
    public EventStream<B> lateRight() {
        return new EventStream<>(builder, step, Step.LATE_RIGHT);
    }

    @Override
    public JoinResults<A, B, R> to(String name, Sink<? super R> sink) {
        super.to(name, sink);
        return this;
    }

    @Override
    public JoinResults<A, B, R> onFailure(FailurePolicy policy) {
        super.onFailure(policy);
        return this;
    }
}
