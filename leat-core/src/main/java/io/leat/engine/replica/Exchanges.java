// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.collection.Edge;
import io.leat.engine.plan.Plan;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The edges between the workers of a job: for each exchange one from each sender to each receiver. */
final class Exchanges {
    private record Way(int step, int sender, int receiver) {}

    private final Plan plan;
    private final Map<Way, Edge> edges = new HashMap<>();

    Exchanges(Plan plan) {
        this.plan = plan;
        for (Step step : plan.graph().steps()) {
            if (plan.exchanges(step)) {
                connect(step);
            }
        }
    }

    private void connect(Step step) {
        for (int sender : plan.senders(step)) {
            for (int receiver : plan.receivers(step)) {
                edges.put(new Way(step.id(), sender, receiver), new Edge());
            }
        }
    }

    /** Returns the edges by which a worker sends, in the order of the receivers. */
    List<Edge> from(int sender, Step step) {
        List<Edge> found = new ArrayList<>();
        for (int receiver : plan.receivers(step)) {
            found.add(edge(new Way(step.id(), sender, receiver)));
        }
        return found;
    }

    /** Returns the edges by which a worker receives, in the order of the senders. */
    List<Edge> to(int receiver, Step step) {
        List<Edge> found = new ArrayList<>();
        for (int sender : plan.senders(step)) {
            found.add(edge(new Way(step.id(), sender, receiver)));
        }
        return found;
    }

    private Edge edge(Way way) {
        Edge edge = edges.get(way);
        if (edge == null) {
            throw new IllegalStateException("no edge for " + way);
        }
        return edge;
    }
}
