// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An immutable, checked graph of steps.
 *
 * @param name the name of the pipeline
 * @param steps in the order of their ids, so each after its inputs
 * @param policies the failure policy of the steps for which one was chosen, by id
 */
public record Graph(String name, List<Step> steps, Map<Integer, FailurePolicy> policies) {
    /**
     * Makes a graph.
     *
     * @throws PipelineException if the pipeline makes no sense; the message names the step and the cure
     */
    public Graph {
        steps = List.copyOf(steps);
        policies = Map.copyOf(policies);
        GraphChecks.check(name, steps);
    }

    /** A step that reads an output, as its input number {@code input}. */
    public record Consumer(Step step, int input) {}

    /** Returns who reads an output of a step, in the order of definition. */
    public List<Consumer> consumers(int step, int output) {
        List<Consumer> found = new ArrayList<>();
        for (Step reader : steps.subList(step + 1, steps.size())) {
            for (int i = 0; i < reader.inputs().size(); i++) {
                if (reader.inputs().get(i).equals(new Step.Origin(step, output))) {
                    found.add(new Consumer(reader, i));
                }
            }
        }
        return found;
    }

    /** Returns the failure policy of a step. */
    public FailurePolicy policy(int step) {
        return policies.getOrDefault(step, FailurePolicy.DEAD_LETTER);
    }

    /** Returns what a step was given besides functions, for people: its windows, its source with the watermarks; empty for nothing. */
    public String detail(Step step) {
        return StepText.detail(step, this);
    }

    /** Returns what an output of a step is called, for people: {@code late}, {@code panes} …; empty for {@link Step#MAIN}. */
    public static String output(Step step, int output) {
        return StepText.output(step, output);
    }

    /** Returns the pipeline as a picture in text, a step a line, each under what it reads. */
    public String describe() {
        return new GraphPicture(this).draw();
    }
}
