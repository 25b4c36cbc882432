// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.failure.DeadLetters;
import io.leat.engine.plan.Plan;
import io.leat.graph.Step;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the replicas of a job have in common. Made before they are; thread-safe afterwards. */
final class JobContext {
    private final Plan plan;
    private final InstantSource clock;
    private final @Nullable Snapshot restored;
    private final DynamicCodec types = Codec.dynamic();
    private final DeadLetters deadLetters;
    private final Exchanges exchanges;
    private final SourceAlignment alignment;
    private final Map<Snapshot.PartitionId, Integer> alignmentIndexes = new HashMap<>();

    /** {@code restored}: what the job goes on from; null to begin at the beginning. */
    JobContext(Plan plan, InstantSource clock, @Nullable Snapshot restored) {
        this.plan = plan;
        this.clock = clock;
        this.restored = restored;
        this.deadLetters = new DeadLetters(clock);
        if (restored != null) {
            restored.types().forEach(types::allow);
        }
        this.exchanges = new Exchanges(plan);
        for (Step step : plan.graph().steps()) {
            if (step instanceof Step.From from && SourceNode.isAligned(from)) {
                plan.partitions(from)
                        .forEach(partition -> alignmentIndexes.put(
                                new Snapshot.PartitionId(from.name(), partition.name()), alignmentIndexes.size()));
            }
        }
        this.alignment = new SourceAlignment(alignmentIndexes.size());
    }

    Plan plan() {
        return plan;
    }

    InstantSource clock() {
        return clock;
    }

    @Nullable
    Snapshot restored() {
        return restored;
    }

    /** Returns the codec for values and keys whose class only shows when they come. */
    DynamicCodec types() {
        return types;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    Exchanges exchanges() {
        return exchanges;
    }

    SourceAlignment alignment() {
        return alignment;
    }

    /** Returns the place of a partition in the alignment; -1 if it has none. */
    int alignmentIndex(Snapshot.PartitionId partition) {
        return alignmentIndexes.getOrDefault(partition, -1);
    }
}
