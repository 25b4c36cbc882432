// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Operator;
import io.leat.engine.port.OperatorState;
import io.leat.engine.port.StateCodec;
import io.leat.engine.port.Table;
import io.leat.engine.port.Tally;
import io.leat.engine.port.Timers;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.internal.InternalValueState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * A window, join or process in its place in Flink: the engine's own operator, with its ports on keyed state and timers. It
 * does what {@code OperatorNode} does on the embedded hosts.
 *
 * <p>All inputs of the step come by one, as Flink's union of them, with their number in the shipment: a union merges
 * watermarks as two inputs do.
 */
class StepOperator extends AbstractStreamOperator<Shipment>
        implements OneInputStreamOperator<Shipment, Shipment>, Triggerable<StableKey, Long> {
    private static final long serialVersionUID = 1L;

    /** Under this name the entries are in Flink's snapshots. */
    static final String ENTRIES = "entries";

    /** The name of the timers there. */
    static final String TIMERS = "timers";

    private final ShippedStep step;
    private transient Codec<Object> keys;
    private transient DynamicCodec values;
    private transient ShipmentOutput emitted;
    private transient InternalTimerService<Long> service;
    private transient StateTimers timers;
    private transient @Nullable StateTable<?> table;
    private transient Operator<Object, @Nullable Object> operator;

    /** The watermark up to which timers have fired. Flink does not restore it; lateness goes by what records carry. */
    private transient long fired;

    @SuppressWarnings("NullAway.Init") // Flink opens it first
    StepOperator(ShippedStep step) {
        this.step = step;
    }

    @Override
    public void open() throws Exception {
        super.open();
        Graph graph = step.graph();
        Step made = step.in(graph);
        values = ShippedStep.values(graph);
        keys = ShippedStep.keys(step.keyBy(graph, 0), values);
        emitted = new ShipmentOutput(output, values, graph, made);
        service = getInternalTimerService(TIMERS, LongSerializer.INSTANCE, this);
        timers = new StateTimers(service);
        fired = Long.MIN_VALUE;
        operator = operator(made);
        emitted.serve(operator);
    }

    @SuppressWarnings("unchecked") // an operator over any records is one over Object
    private Operator<Object, @Nullable Object> operator(Step made) {
        OperatorState.Maker<Object> states = new OperatorState.Maker<>() {
            @Override
            public <S extends Entry> OperatorState<Object, S> make(
                    Supplier<StateCodec<S>> codec, boolean sharedTimers) {
                StateTable<S> entries = table(codec.get());
                table = entries;
                return new KeyedState<>(entries, timers); // Flink's timers are of single keys, shared or not
            }
        };
        KeyedOperators operators =
                new KeyedOperators(states, values, emitted, new Tally(), new JobFailures(made.name()));
        return (Operator<Object, @Nullable Object>)
                (Operator<?, ?>) operators.make(made).operator();
    }

    private record KeyedState<S extends Entry>(Table<Object, S> table, Timers<Object> timers)
            implements OperatorState<Object, S> {}

    @SuppressWarnings("unchecked") // what Flink makes of this descriptor
    private <S extends Entry> StateTable<S> table(StateCodec<S> codec) {
        if (table != null) {
            throw new IllegalStateException("step '" + step.name() + "' asks for a second table");
        }
        ValueStateDescriptor<StoredEntry<S>> entries =
                new ValueStateDescriptor<>(ENTRIES, new StoredEntry.Serializer<>());
        try {
            ValueState<StoredEntry<S>> state = getOrCreateKeyedState(LongSerializer.INSTANCE, entries);
            return new StateTable<>((InternalValueState<StableKey, Long, StoredEntry<S>>) state, codec);
        } catch (Exception e) {
            throw new IllegalStateException("step '" + step.name() + "' cannot have its state: " + e.getMessage(), e);
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the key may be null where all events have one
    public void processElement(StreamRecord<Shipment> element) throws Exception {
        Shipment shipment = element.getValue();
        StableKey key = Objects.requireNonNull(shipment.key());
        long w = Math.max(shipment.own(), fired);
        emitted.causedAt(w);
        operator.onRecord(
                shipment.port(),
                key.value(keys),
                key.hash(),
                values.decode(shipment.value()),
                element.getTimestamp(),
                w);
        endCall();
        if (timers.takeOverdue()) {
            fireOverdue();
        }
    }

    private void endCall() throws Exception {
        if (table != null) {
            table.endCall();
        }
    }

    private void fireOverdue() throws Exception {
        timeServiceManager.advanceWatermark(new Watermark(fired));
        timers.takeOverdue(); // what was set meanwhile has fired too
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        timeServiceManager.advanceWatermark(mark);
        timers.takeOverdue();
        fired = mark.getTimestamp();
        output.emitWatermark(new Watermark(operator.heldBack(fired)));
    }

    @Override
    @SuppressWarnings("NullAway") // the key may be null where all events have one
    public void onEventTime(InternalTimer<StableKey, Long> timer) throws Exception {
        StableKey key = timer.getKey();
        emitted.causedAt(fired);
        operator.onDue(key.value(keys), key.hash(), timer.getNamespace(), timer.getTimestamp());
        endCall();
    }

    @Override
    @SuppressWarnings("NullAway") // the key may be null where all events have one
    public void onProcessingTime(InternalTimer<StableKey, Long> timer) throws Exception {
        StableKey key = timer.getKey();
        emitted.causedAt(fired);
        operator.onClock(key.value(keys), key.hash(), timer.getNamespace(), timer.getTimestamp());
        endCall();
        if (timers.takeOverdue()) {
            fireOverdue();
        }
    }
}
