// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.view;

import io.leat.graph.Graph;
import io.leat.graph.Place;
import io.leat.graph.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The steps of a pipeline, in the order of their ids. */
public record PlanView(List<Entry> steps) {
    public static PlanView of(Graph graph) {
        return new PlanView(
                graph.steps().stream().map(step -> Entry.of(step, graph)).toList());
    }

    /**
     * A step.
     *
     * @param detail what it was given besides functions: its windows, its source
     * @param code where in the user's program it is defined, as a stack trace has it; null if that is not known
     * @param guarantee of a sink; null for other steps
     * @param windowed whether it has windows
     * @param keyed whether what leaves it has a key
     */
    public record Entry(
            int id,
            String name,
            String kind,
            String detail,
            @Nullable String code,
            List<Input> inputs,
            @Nullable String guarantee,
            boolean windowed,
            boolean keyed) {
        public static Entry of(Step step, Graph graph) {
            Place place = step.place();
            return new Entry(
                    step.id(),
                    step.name(),
                    step.kind(),
                    graph.detail(step),
                    place == null ? null : place.toString(),
                    step.inputs().stream()
                            .map(origin -> Input.of(origin, graph))
                            .toList(),
                    step instanceof Step.To to ? to.sink().guarantee().toString() : null,
                    step instanceof Step.Window,
                    step instanceof Step.KeyBy);
        }
    }

    /**
     * What a step reads.
     *
     * @param step the id of a step
     * @param output which of its outputs
     * @param label what that is called; empty for the first
     */
    public record Input(int step, int output, String label) {
        public static Input of(Step.Origin origin, Graph graph) {
            return new Input(
                    origin.step(), origin.output(), Graph.output(graph.steps().get(origin.step()), origin.output()));
        }
    }
}
