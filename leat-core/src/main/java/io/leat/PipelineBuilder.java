// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Source;
import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Place;
import io.leat.graph.Step;
import io.leat.time.Watermarks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Where a pipeline begins while it is being defined. Valid inside the definition only; not thread-safe. */
public final class PipelineBuilder {
    /** The classes that define steps for those who call them. */
    private static final Set<Class<?>> API = Set.of(
            PipelineBuilder.class,
            EventStream.class,
            WindowResults.class,
            JoinResults.class,
            MatchResults.class,
            KeyedStream.class,
            WindowedStream.class,
            Join.class,
            Broadcast.class);

    private final List<Step> steps = new ArrayList<>();
    private final Map<Integer, FailurePolicy> policies = new HashMap<>();
    private boolean built;

    PipelineBuilder() {}

    /**
     * Begins with a source.
     *
     * @param step the name of the step: positions and metrics go by it
     * @param watermarks how far events may be out of order within a partition of the source
     */
    public <T> EventStream<T> from(String step, Source<T> source, Watermarks watermarks) {
        Step added = add("from", step, List.of(), header -> new Step.From(header, source, watermarks));
        return new EventStream<>(this, added.id(), Step.MAIN);
    }

    /** Begins with a source whose partitions are each in order. */
    public <T> EventStream<T> from(String step, Source<T> source) {
        return from(step, source, Watermarks.monotone());
    }

    /** Adds a step; without a name it is called by its kind and number. */
    Step add(String kind, @Nullable String name, List<Step.Origin> inputs, Function<Step.Header, ? extends Step> make) {
        checkNotBuilt();
        if (name != null && name.isBlank()) {
            throw new PipelineException("the name of a " + kind + " step is blank");
        }
        int id = steps.size();
        Step step = make.apply(new Step.Header(id, name == null ? kind + "-" + id : name, inputs, Place.outside(API)));
        steps.add(step);
        return step;
    }

    /** Replaces a step by another form of it. */
    void replace(int step, UnaryOperator<Step> change) {
        checkNotBuilt();
        steps.set(step, change.apply(steps.get(step)));
    }

    private void checkNotBuilt() {
        if (built) {
            throw new IllegalStateException("the pipeline is built: steps can be added inside its definition only");
        }
    }

    void policy(int step, FailurePolicy policy) {
        checkNotBuilt();
        policies.put(step, policy);
    }

    Graph build(String name) {
        built = true;
        return new Graph(name, steps, policies);
    }
}
