// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Lays the ways of the watermarks of a replica, beside those of the records. All maps are by the id of the step. */
final class WatermarkWiring {
    private final Graph graph;
    private final Replica replica;
    private final Map<Integer, WatermarkNode> nodes;
    private final Map<Integer, Outlet> outlets;
    private final Map<Integer, Inlet> inlets;

    WatermarkWiring(
            Graph graph,
            Replica replica,
            Map<Integer, WatermarkNode> nodes,
            Map<Integer, Outlet> outlets,
            Map<Integer, Inlet> inlets) {
        this.graph = graph;
        this.replica = replica;
        this.nodes = nodes;
        this.outlets = outlets;
        this.inlets = inlets;
    }

    /** Links every node to those that its watermarks come from. */
    void wire() {
        nodes.values().forEach(node -> {
            if (!(node instanceof SourceNode)) {
                link(node, upstream(node.step()));
            }
        });
        nodes.values().forEach(node -> {
            if (node instanceof LookupNode lookup) {
                behind(upstream(node.step())).forEach(n -> n.feeds(() -> !replica.isInEpoch() && lookup.isFull()));
            }
        });
        outlets.values().forEach(outlet -> {
            Set<WatermarkNode> feeding = feeding(outlet.step().inputs().get(0));
            link(outlet, feeding);
            Set<WatermarkNode> all = behind(feeding);
            all.forEach(node -> node.feeds(outlet));
            replica.add(
                    outlet,
                    all.stream()
                            .filter(n -> n instanceof Inlet)
                            .map(n -> (Inlet) n)
                            .toList());
        });
    }

    private static void link(WatermarkNode node, Set<WatermarkNode> upstream) {
        node.inputs(upstream.size());
        int input = 0;
        for (WatermarkNode source : upstream) {
            source.linkTo(node, input++);
        }
    }

    /** The nodes whose watermarks come in at an operator or sink. */
    private Set<WatermarkNode> upstream(Step step) {
        Inlet own = inlets.get(step.id());
        if (own != null) {
            return Set.of(own);
        }
        Set<WatermarkNode> found = new LinkedHashSet<>();
        for (Step.Origin origin : step.inputs()) {
            found.addAll(feeding(origin));
        }
        return found;
    }

    /** The nearest nodes from which records come out of an output, on this worker. */
    private Set<WatermarkNode> feeding(Step.Origin origin) {
        Inlet inlet = inlets.get(origin.step());
        WatermarkNode node = nodes.get(origin.step());
        Set<WatermarkNode> found = new LinkedHashSet<>();
        if (inlet != null) {
            found.add(inlet);
        } else if (node != null) {
            found.add(node);
        } else {
            for (Step.Origin before : graph.steps().get(origin.step()).inputs()) {
                found.addAll(feeding(before));
            }
        }
        return found;
    }

    /** Nodes and all that is behind them on this worker, back to the sources and inlets. */
    private Set<WatermarkNode> behind(Set<WatermarkNode> of) {
        Set<WatermarkNode> found = new LinkedHashSet<>(of);
        for (WatermarkNode node : of) {
            if (!(node instanceof SourceNode || node instanceof Inlet)) {
                found.addAll(behind(upstream(node.step())));
            }
        }
        return found;
    }
}
