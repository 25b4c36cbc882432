// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.FailurePolicy;
import io.leat.function.Condition;
import io.leat.graph.Step;

/**
 * A small changing stream as a table that every thread of the job has all of, while a pipeline is being defined: thresholds,
 * prices, switches. Other streams read it: {@link EventStream#with(String, Broadcast, io.leat.function.Joiner) with}.
 *
 * <p>The table has the latest value of each key by event time; of values of the same time, the last to arrive. A value that
 * is older than the one that the table has is dropped and counted as late.
 *
 * @param <K> the keys
 * @param <B> the values
 */
public final class Broadcast<K, B> {
    final PipelineBuilder builder;
    final int step;

    Broadcast(PipelineBuilder builder, int step) {
        this.builder = builder;
        this.step = step;
    }

    /** Takes a value that meets a condition for the removal of its key; a later value brings it back. */
    public Broadcast<K, B> removedWhen(Condition<? super B> gone) {
        builder.replace(step, old -> ((Step.Broadcast) old).removedWhen(gone));
        return this;
    }

    /** Chooses what is done with a value whose key cannot be told; otherwise it is a dead letter. */
    public Broadcast<K, B> onFailure(FailurePolicy policy) {
        builder.policy(step, policy);
        return this;
    }
}
