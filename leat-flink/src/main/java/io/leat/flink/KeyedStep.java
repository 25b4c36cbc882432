// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.List;
import java.util.Objects;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** A step with state in a Flink job: keys, exchange, operator. */
final class KeyedStep {
    private final SingleOutputStreamOperator<Shipment> results;

    private KeyedStep(SingleOutputStreamOperator<Shipment> results) {
        this.results = results;
    }

    /**
     * Adds a step to the job.
     *
     * @param inputs of the {@code keyBy}s in front of the step, in its order; shipments without a key
     * @param operator of the step
     */
    static KeyedStep of(ShippedStep step, List<DataStream<Shipment>> inputs, StepOperator operator) {
        Graph graph = step.graph();
        DataStream<Shipment> all = keyed(step, graph, inputs, 0);
        for (int input = 1; input < inputs.size(); input++) {
            all = all.union(keyed(step, graph, inputs, input));
        }
        SingleOutputStreamOperator<Shipment> results = all.keyBy(
                        shipment -> Objects.requireNonNull(shipment.key()), StableKey.TYPE)
                .transform(step.name(), Shipment.TYPE, operator)
                .uid(step.name());
        return new KeyedStep(results);
    }

    private static DataStream<Shipment> keyed(
            ShippedStep step, Graph graph, List<DataStream<Shipment>> inputs, int input) {
        String name = step.keyBy(graph, input).name();
        return inputs.get(input).transform(name, Shipment.TYPE, new KeyOperator(step, input));
    }

    /** Returns an output of the step, numbered as in {@link Step}. */
    DataStream<Shipment> output(int output) {
        return output == Step.MAIN ? results : results.getSideOutput(ShipmentOutput.tag(output));
    }
}
