// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import io.leat.engine.store.KeyGroups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** A step's operator that has its state looked into. */
final class InspectedStepOperator extends StepOperator {
    private static final long serialVersionUID = 1L;

    private final String run;

    InspectedStepOperator(ShippedStep step, String run) {
        super(step);
        this.run = run;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        context.getRestoredCheckpointId().ifPresent(Findings.of(run).restores::add);
    }

    @Override
    public void processElement(StreamRecord<Shipment> element) throws Exception {
        StableKey key = element.getValue().key();
        if (KeyGroupRangeAssignment.assignToKeyGroup(key, KeyGroups.COUNT) != KeyGroups.of(key.hash())) {
            throw new AssertionError("Flink has " + key + " in another key group");
        }
        super.processElement(element);
        long watermark = service().currentWatermark();
        if (element.getTimestamp() <= watermark && look().overdue() > 0) {
            throw new AssertionError("a timer is left for what the watermark " + watermark + " has passed");
        }
    }

    private InternalTimerService<Long> service() {
        return getInternalTimerService(TIMERS, LongSerializer.INSTANCE, this);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        Findings.of(run).checkpoints.add(look());
    }

    @Override
    public void finish() throws Exception {
        super.finish();
        Findings.of(run).ends.add(look());
    }

    private Findings.Look look() throws Exception {
        long entries;
        try (var all = getKeyedStateBackend().<Long>getKeysAndNamespaces(ENTRIES)) {
            entries = all.count();
        }
        InternalTimerService<Long> service = service();
        List<List<Object>> timers = new ArrayList<>();
        service.forEachEventTimeTimer((namespace, time) -> timers.add(List.of(getCurrentKey(), namespace, time)));
        long overdue = timers.stream()
                .filter(timer -> (long) timer.get(2) <= service.currentWatermark())
                .count();
        return new Findings.Look(entries, timers.size(), new HashSet<>(timers).size(), overdue);
    }
}
