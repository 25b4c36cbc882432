// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.connector.Backfill;
import io.leat.connector.SourcePartition;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.failure.DeadLetters;
import io.leat.engine.plan.Plan;
import io.leat.engine.time.Seam;
import io.leat.graph.Step;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
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
    /** Those of the sources that are a history and its sequel, by the id of the step. */
    private final Map<Integer, Seam> seams = new HashMap<>();

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
            if (step instanceof Step.From from) {
                lookAt(from);
            }
        }
        this.alignment = new SourceAlignment(alignmentIndexes.size());
    }

    private void lookAt(Step.From from) {
        List<? extends SourcePartition<?>> partitions = plan.partitions(from);
        for (SourcePartition<?> partition : partitions) {
            if (SourceDriver.isAligned(SourceDriver.side(from, partition))) {
                alignmentIndexes.put(new Snapshot.PartitionId(from.name(), partition.name()), alignmentIndexes.size());
            }
        }
        if (from.source() instanceof Backfill<?>) {
            seams.put(from.id(), new Seam((int)
                    partitions.stream().filter(SourceDriver::isHistory).count()));
        }
    }

    /** Returns where the sides of a source meet; null if it has no sides. */
    @Nullable
    Seam seam(Step.From from) {
        return seams.get(from.id());
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
