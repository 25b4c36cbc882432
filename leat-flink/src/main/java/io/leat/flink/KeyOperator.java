// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.operator.KeyAllOperator;
import io.leat.engine.operator.KeyByOperator;
import io.leat.engine.port.Failures;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.function.Mapper;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/** Finds the keys of the records of one input of a step, by the engine's own operator, in front of Flink's exchange. */
final class KeyOperator extends AbstractStreamOperator<Shipment> implements OneInputStreamOperator<Shipment, Shipment> {
    private static final long serialVersionUID = 1L;

    private final ShippedStep step;
    private final int input;
    private transient DynamicCodec values;
    private transient Receiver<@Nullable Object> operator;

    /** The bytes of the record that is having its key found: they go on as they are. */
    private transient byte[] bytes;

    @SuppressWarnings("NullAway.Init") // Flink opens it first
    KeyOperator(ShippedStep step, int input) {
        this.step = step;
        this.input = input;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Graph graph = step.graph();
        Step.KeyBy keyBy = step.keyBy(graph, input);
        values = ShippedStep.values(graph);
        operator = operator(keyBy, ShippedStep.keys(keyBy, values), new JobFailures(keyBy.name()));
    }

    @SuppressWarnings("unchecked") // the function was given for the records of this stream
    private Receiver<@Nullable Object> operator(Step.KeyBy keyBy, Codec<Object> keys, Failures failures) {
        KeyedReceiver<@Nullable Object, @Nullable Object> next = (key, hash, value, ts, own) ->
                output.collect(new StreamRecord<>(new Shipment(input, StableKey.of(key, hash, keys), own, bytes), ts));
        if (keyBy.key() == null) {
            return new KeyAllOperator<>(List.of(next), new Tally());
        }
        return (Receiver<@Nullable Object>) (Receiver<?>) new KeyByOperator<>(
                (Mapper<Object, Object>) keyBy.key(),
                keys,
                List.of((KeyedReceiver<Object, Object>) (KeyedReceiver<?, ?>) next),
                new Tally(),
                failures);
    }

    @Override
    public void processElement(StreamRecord<Shipment> element) {
        Shipment shipment = element.getValue();
        bytes = shipment.value();
        operator.receive(values.decode(bytes), element.getTimestamp(), shipment.own());
    }
}
