// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.PipelineException;
import io.leat.graph.Graph;

/** An immutable, checked description of what is to be done with events. It can be run any number of times, at once too. */
public final class Pipeline {
    private final Graph graph;

    private Pipeline(Graph graph) {
        this.graph = graph;
    }

    /** Defines a pipeline by calling methods of a builder, which is valid during the call only. */
    @FunctionalInterface
    public interface Definition {
        /**
         * Defines the pipeline.
         *
         * @throws Exception anything; the pipeline is then not built
         */
        void define(PipelineBuilder p) throws Exception;
    }

    /**
     * Builds and checks a pipeline.
     *
     * @param name of the pipeline and its job; not blank
     * @throws PipelineException if it makes no sense, or if {@code definition} threw a checked exception
     */
    public static Pipeline of(String name, Definition definition) {
        if (name.isBlank()) {
            throw new PipelineException("a pipeline needs a name that is not blank");
        }
        PipelineBuilder builder = new PipelineBuilder();
        try {
            definition.define(builder);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new PipelineException("pipeline '" + name + "' could not be defined: " + e, e);
        }
        return new Pipeline(builder.build(name));
    }

    /**
     * Builds and checks the pipeline of a factory.
     *
     * @throws PipelineException also if a parameter was given that the factory did not ask for
     */
    public static Pipeline of(String name, PipelineFactory factory, Parameters args) {
        Pipeline pipeline = of(name, p -> factory.define(p, args));
        args.checkAllUsed();
        return pipeline;
    }

    /** Returns the name. */
    public String name() {
        return graph.name();
    }

    /** Returns the steps as a picture in text, a step a line, each under what it reads; sinks with their guarantee. */
    public String describe() {
        return graph.describe();
    }

    /** Returns the steps as records. */
    public Graph graph() {
        return graph;
    }

    @Override
    public String toString() {
        return "pipeline " + name();
    }
}
