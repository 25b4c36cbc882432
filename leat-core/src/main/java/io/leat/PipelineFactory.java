// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

/**
 * A class that defines a pipeline from string parameters. Class and parameters are all that is shipped to another process:
 * each builds the graph again, and finds state by the names of the steps.
 */
@FunctionalInterface
public interface PipelineFactory {
    /**
     * Defines the pipeline.
     *
     * @throws Exception anything; the pipeline is then not built
     */
    void define(PipelineBuilder p, Parameters args) throws Exception;
}
