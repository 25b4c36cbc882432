// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.DynamicCodec;
import io.leat.engine.port.Operator;
import io.leat.engine.port.Output;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The output of an operator: Flink's main output for results, a side output for each of the others. */
final class ShipmentOutput implements Output {
    private static final List<OutputTag<Shipment>> TAGS = tags();

    private final org.apache.flink.streaming.api.operators.Output<StreamRecord<Shipment>> out;
    private final DynamicCodec values;
    private final boolean[] read = new boolean[Step.OUTPUTS];
    private @Nullable Operator<?, ?> operator;
    private long cause = Long.MIN_VALUE;

    ShipmentOutput(
            org.apache.flink.streaming.api.operators.Output<StreamRecord<Shipment>> out,
            DynamicCodec values,
            Graph graph,
            Step step) {
        this.out = out;
        this.values = values;
        for (int output = 0; output < read.length; output++) {
            read[output] = !graph.consumers(step.id(), output).isEmpty();
        }
    }

    private static List<OutputTag<Shipment>> tags() {
        List<OutputTag<Shipment>> tags = new ArrayList<>();
        for (int output = 0; output < Step.OUTPUTS; output++) {
            tags.add(new OutputTag<>("output-" + output, Shipment.TYPE));
        }
        return List.copyOf(tags);
    }

    /** Returns by which name Flink knows an output that is not the main one. */
    static OutputTag<Shipment> tag(int output) {
        return TAGS.get(output);
    }

    void serve(Operator<?, ?> served) {
        operator = served;
    }

    /** Says at which watermark the record or timer came that causes what is emitted next. */
    void causedAt(long watermark) {
        cause = watermark;
    }

    @Override
    @SuppressWarnings("NullAway") // the codec's type includes null, which NullAway does not read from type arguments
    public void emit(int output, @Nullable Object value, long ts) {
        if (!read[output]) {
            return;
        }
        long own = operator == null ? cause : operator.heldBack(cause);
        StreamRecord<Shipment> shipment = new StreamRecord<>(new Shipment(output, null, own, values.encode(value)), ts);
        if (output == Step.MAIN) {
            out.collect(shipment);
        } else {
            out.collect(tag(output), shipment);
        }
    }

    @Override
    public boolean isRead(int output) {
        return read[output];
    }
}
