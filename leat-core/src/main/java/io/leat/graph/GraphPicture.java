// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Draws a graph as a tree of lines; a step with several inputs stands under the first and is named under the others. */
final class GraphPicture {
    private final Graph graph;
    private final StringBuilder text = new StringBuilder();
    private final Set<Integer> drawn = new HashSet<>();

    /** A line below another: a step, and how it reads what stands above it. */
    private record Branch(Step step, String how) {}

    GraphPicture(Graph graph) {
        this.graph = graph;
    }

    String draw() {
        text.append(graph.name()).append('\n');
        List<Branch> sources = graph.steps().stream()
                .filter(s -> s instanceof Step.From)
                .map(s -> new Branch(s, ""))
                .toList();
        branches(sources, "");
        return text.toString();
    }

    private void branches(List<Branch> branches, String indent) {
        for (int i = 0; i < branches.size(); i++) {
            boolean last = i == branches.size() - 1;
            text.append(indent).append(last ? "└─ " : "├─ ");
            branch(branches.get(i), indent + (last ? "   " : "│  "));
        }
    }

    private void branch(Branch branch, String indent) {
        Step step = branch.step();
        text.append(branch.how()).append(step.kind()).append(' ').append(step.name());
        if (!drawn.add(step.id())) {
            text.append(" (above)\n");
            return;
        }
        text.append(detail(step)).append('\n');
        List<Branch> below = new ArrayList<>();
        for (int output = 0; output < Step.OUTPUTS; output++) {
            for (Graph.Consumer reader : graph.consumers(step.id(), output)) {
                below.add(new Branch(reader.step(), how(step, output)));
            }
        }
        branches(below, indent);
    }

    private static String how(Step step, int output) {
        String name = StepText.output(step, output);
        return name.isEmpty() ? "" : name + ": ";
    }

    private String detail(Step step) {
        String detail = graph.detail(step);
        String guarantee = step instanceof Step.To to ? ", " + to.sink().guarantee() : "";
        return detail.isEmpty() ? "" : ": " + detail + guarantee;
    }
}
