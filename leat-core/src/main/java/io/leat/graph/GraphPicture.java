// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.join.JoinType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
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
        if (output == Step.MAIN) {
            return "";
        }
        if (step instanceof Step.Split) {
            return "rest: ";
        }
        if (step instanceof Step.Join) {
            return output == Step.LATE_LEFT ? "late left: " : "late right: ";
        }
        if (step instanceof Step.Match) {
            return output == Step.LATE_EVENTS ? "late: " : "timed out: ";
        }
        if (output == Step.CHANGES) {
            return "changes: ";
        }
        return output == Step.LATE ? "late: " : "panes: ";
    }

    private String detail(Step step) {
        if (step instanceof Step.From from) {
            return ": " + from.source() + ", " + (from.source().live() ? "live, " : "") + from.watermarks();
        }
        if (step instanceof Step.Window window) {
            return ": " + window.windows() + lateness(window);
        }
        if (step instanceof Step.Join join) {
            String type =
                    join.type() == JoinType.INNER ? "" : join.type().name().toLowerCase(Locale.ROOT) + ", ";
            return ": " + type + join.bounds() + ", keeps " + join.bounds().retention();
        }
        if (step instanceof Step.Latest latest) {
            return ": keeps " + Duration.ofMillis(latest.timeToLiveMs());
        }
        if (step instanceof Step.Running running) {
            return ": time to live " + Duration.ofMillis(running.timeToLiveMs());
        }
        if (step instanceof Step.Deduplicate deduplicate) {
            return ": within " + Duration.ofMillis(deduplicate.withinMs());
        }
        if (step instanceof Step.Match match) {
            return ": " + match.pattern();
        }
        if (step instanceof Step.KeyBy keyBy && keyBy.type() != null) {
            return ": " + keyBy.type().getSimpleName();
        }
        if (step instanceof Step.Lookup lookup) {
            return ": " + lookup.options();
        }
        if (step instanceof Step.With with) {
            return ": reads " + graph.steps().get(with.table()).name();
        }
        if (step instanceof Step.Broadcast broadcast && broadcast.type() != null) {
            return ": " + broadcast.type().getSimpleName();
        }
        return step instanceof Step.To to ? ": " + to.sink() + ", " + to.sink().guarantee() : "";
    }

    private static String lateness(Step.Window window) {
        return (window.emission().allowedLatenessMs() == 0
                        ? ""
                        : ", allowed lateness "
                                + Duration.ofMillis(window.emission().allowedLatenessMs()))
                + (window.emission().earlyMs() == 0
                        ? ""
                        : ", early results every "
                                + Duration.ofMillis(window.emission().earlyMs()))
                + (window.emission().finalOnly() ? ", final results only" : "");
    }
}
