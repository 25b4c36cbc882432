// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.PipelineException;
import io.leat.function.Joiner;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.join.JoinType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two keyed streams that are to be joined, while a pipeline is being defined.
 *
 * <p>An event finds no partner when the watermark has passed the last time at which one could come; its result then has its own
 * time, in a window join that of the window. With {@link JoinBounds#asOf} and {@link JoinBounds#latest} each left event has one
 * partner at most, results have its time, and there is {@link #inner} and {@link #left} only.
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
        if (bounds.retentionMs() > JoinBounds.LONGEST_RETENTION.toMillis()) {
            throw new PipelineException("join '" + name + "' (" + bounds + ") would keep " + bounds.retention()
                    + ", which is no bound: use windows of time, within(…) or a time-to-live, of at most 100 years");
        }
    }

    /** Makes a result of each pair. */
    public <R> JoinResults<A, B, R> inner(Joiner<? super A, ? super B, ? extends R> joiner) {
        return join(JoinType.INNER, joiner);
    }

    /**
     * Makes a result of each pair, and one of each left event that finds no partner.
     *
     * @param joiner gets null for the right side that is missing
     */
    public <R> JoinResults<A, B, R> left(Joiner<? super A, ? super @Nullable B, ? extends R> joiner) {
        return join(JoinType.LEFT, joiner);
    }

    /**
     * Makes a result of each pair, and one of each right event that finds no partner.
     *
     * @param joiner gets null for the left side that is missing
     * @throws PipelineException if the bounds only look up the right side
     */
    public <R> JoinResults<A, B, R> right(Joiner<? super @Nullable A, ? super B, ? extends R> joiner) {
        return join(JoinType.RIGHT, joiner);
    }

    /**
     * Makes a result of each pair, and one of each event of either side that finds no partner.
     *
     * @param joiner gets null for the side that is missing
     * @throws PipelineException if the bounds only look up the right side
     */
    public <R> JoinResults<A, B, R> full(Joiner<? super @Nullable A, ? super @Nullable B, ? extends R> joiner) {
        return join(JoinType.FULL, joiner);
    }

    /**
     * Keeps the left events that find a partner; each once, or once a window.
     *
     * @throws PipelineException if the bounds only look up the right side
     */
    public JoinResults<A, B, A> semi() {
        return join(JoinType.SEMI, (A left, @Nullable B right) -> left);
    }

    /**
     * Keeps the left events that find no partner.
     *
     * @throws PipelineException if the bounds only look up the right side
     */
    public JoinResults<A, B, A> anti() {
        return join(JoinType.ANTI, (A left, @Nullable B right) -> left);
    }

    private <R> JoinResults<A, B, R> join(JoinType type, Joiner<?, ?, ?> joiner) {
        Step added = builder.add("join", name, inputs, h -> new Step.Join(h, bounds, type, joiner));
        return new JoinResults<>(builder, added.id());
    }
}
