// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.Parameters;
import io.leat.Pipeline;
import io.leat.PipelineFactory;
import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.io.Serializable;
import java.util.List;

/**
 * A step of a pipeline as it is shipped to another process: the class that defines the pipeline, its parameters, and the name
 * of the step. The process builds the graph again.
 *
 * @param pipeline the name of the pipeline
 * @param factory has a constructor without parameters that can be reached
 * @param words the parameters, each of the form {@code name=value}
 * @param name of the step
 */
record ShippedStep(String pipeline, Class<? extends PipelineFactory> factory, List<String> words, String name)
        implements Serializable {
    ShippedStep {
        words = List.copyOf(words);
    }

    /** Builds the pipeline's graph. */
    Graph graph() {
        PipelineFactory made;
        try {
            made = factory.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new PipelineException(
                    "pipeline '" + pipeline + "' is defined by " + factory.getName()
                            + ", which cannot be made: give it a public constructor without parameters, and itself be public",
                    e);
        }
        return Pipeline.of(pipeline, made, Parameters.parse(words)).graph();
    }

    /** Returns the step itself. */
    Step in(Graph graph) {
        return graph.steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PipelineException("pipeline '" + pipeline + "' has no step '" + name + "'"));
    }

    /** Returns the {@code keyBy} in front of an input of the step. */
    Step.KeyBy keyBy(Graph graph, int input) {
        return (Step.KeyBy) graph.steps().get(in(graph).inputs().get(input).step());
    }

    /** Returns the codec of the step's keys. */
    @SuppressWarnings("unchecked") // keys are of the class that the step says
    static Codec<Object> keys(Step.KeyBy keyBy, DynamicCodec values) {
        Class<?> type = keyBy.type();
        return type == null ? (Codec<Object>) (Codec<?>) values : (Codec<Object>) Codec.of(type);
    }

    /** Returns a codec for the values of a pipeline, which reads those whose class the graph tells. */
    static DynamicCodec values(Graph graph) {
        DynamicCodec values = Codec.dynamic();
        for (Step step : graph.steps()) {
            if (step instanceof Step.From from && from.source().type() != Object.class) {
                values.allow(from.source().type());
            } else if (step instanceof Step.As as) {
                values.allow(as.type());
            }
        }
        return values;
    }
}
