// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.function.Joiner;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import java.util.List;

/**
 * Two keyed streams that are to be joined, while a pipeline is being defined.
 *
 * @param <A> the left events
 * @param <B> the right events
 */
public final class Join<A, B> {
    private final PipelineBuilder builder;
    private final String name;
    private final List<Step.Origin> inputs;
    private final JoinBounds bounds;

    Join(PipelineBuilder builder, String name, List<Step.Origin> inputs, JoinBounds bounds) {
        this.builder = builder;
        this.name = name;
        this.inputs = inputs;
        this.bounds = bounds;
    }

    /** Makes a result of each pair. */
    public <R> JoinResults<A, B, R> inner(Joiner<? super A, ? super B, ? extends R> joiner) {
        Step added = builder.add("join", name, inputs, h -> new Step.Join(h, bounds, joiner));
        return new JoinResults<>(builder, added.id());
    }
}
