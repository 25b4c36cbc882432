// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.codec.Codec;
import io.leat.codec.DynamicCodec;
import io.leat.connector.Backfill;
import io.leat.connector.SinkContext;
import io.leat.connector.SinkWriter;
import io.leat.connector.SourcePartition;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.failure.DeadLetters;
import io.leat.engine.failure.Retry;
import io.leat.engine.log.StepLog;
import io.leat.engine.log.StepLogs;
import io.leat.engine.measure.Samples;
import io.leat.engine.plan.Plan;
import io.leat.engine.plan.StateSignatures;
import io.leat.engine.plan.StoredClasses;
import io.leat.engine.store.StateLimit;
import io.leat.engine.time.Seam;
import io.leat.engine.time.SourceAlignment;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the replicas of a job have in common. Made before they are; thread-safe afterwards. */
public final class JobContext {
    private final Plan plan;
    private final InstantSource clock;
    private final Retry retry;
    private final Durability durability;
    private final @Nullable Restart restored;

    /**
     * What of a job outlives it.
     *
     * @param run which life of the job this is
     * @param directory whether it goes on from a directory after it was killed
     * @param notesChanges whether its state gets there
     * @param logs those of its sources
     * @param limit how much of the state stays on the heap; null for all
     */
    public record Durability(
            String run,
            boolean directory,
            boolean notesChanges,
            StepLogs logs,
            @Nullable StateLimit limit) {
        /** Returns that nothing does. */
        public static Durability none() {
            return new Durability(UUID.randomUUID().toString(), false, false, new StepLogs(), null);
        }
    }

    private final DynamicCodec types = Codec.dynamic();
    private final Map<String, String> signatures;
    private List<DeadLetter> again = List.of();
    private long replayed;

    /** How many of the latest dead letters are shown. */
    public static final int LETTERS_SHOWN = 1_000;

    private final DeadLetters deadLetters;
    private final Samples samples;
    private final Exchanges exchanges;
    private final SourceAlignment alignment;
    private final Map<Standing.PartitionId, Integer> alignmentIndexes = new HashMap<>();
    /** Those of the sources that are a history and its sequel, by the id of the step. */
    private final Map<Integer, Seam> seams = new HashMap<>();

    /** {@code restored}: what the job goes on from; null to begin at the beginning. */
    public JobContext(Plan plan, InstantSource clock, Retry retry, Durability durability, @Nullable Restart restored) {
        this.plan = plan;
        this.retry = retry;
        this.clock = clock;
        this.durability = durability;
        this.restored = restored;
        this.signatures = durability.notesChanges() ? StateSignatures.of(plan.graph()) : Map.of();
        this.deadLetters = new DeadLetters(clock);
        this.samples = new Samples(clock);
        if (restored != null) {
            this.replayed = restored.standing().replayed();
            restored.types().accept(types);
        }
        this.exchanges = new Exchanges(plan);
        for (Step step : plan.graph().steps()) {
            if (step instanceof Step.From from) {
                lookAt(from);
            }
        }
        this.alignment = new SourceAlignment(alignmentIndexes.size());
    }

    /** A partition that is not there any more cannot be read to its end. */
    private void checkThere(Step.From from, List<? extends SourcePartition<?>> partitions) {
        if (restored == null) {
            return;
        }
        Set<String> names = partitions.stream().map(SourcePartition::name).collect(Collectors.toSet());
        restored.standing().partitions().forEach((id, state) -> {
            if (id.step().equals(from.name()) && !state.ended() && !names.contains(id.partition())) {
                throw new PipelineException("partition '" + id.partition() + "' of source '" + from.name()
                        + "' is not there any more, and was not read to its end: its position is "
                        + (state.position() == null
                                ? "the beginning"
                                : state.position().text())
                        + ". Put it back, or begin anew in another directory");
            }
        });
    }

    private void lookAt(Step.From from) {
        List<? extends SourcePartition<?>> partitions = plan.partitions(from);
        if (!partitions.isEmpty()) {
            checkThere(from, partitions);
        }
        for (SourcePartition<?> partition : partitions) {
            if (SourceDriver.isAligned(SourceDriver.side(from, partition))) {
                alignmentIndexes.put(new Standing.PartitionId(from.name(), partition.name()), alignmentIndexes.size());
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

    public Plan plan() {
        return plan;
    }

    public InstantSource clock() {
        return clock;
    }

    /** Returns how what fails outside the engine is tried again. */
    public Retry retry() {
        return retry;
    }

    public Durability durability() {
        return durability;
    }

    /** Returns the log of a partition's events; null if it has none. */
    @Nullable
    StepLog<?> log(Step.From from, SourcePartition<?> partition) {
        return durability.logs().of(from.name(), partition.name());
    }

    /** Returns what a sink is told when it is opened. */
    public SinkContext sinkContext(Step.To to) {
        return new SinkContext(
                plan.graph().name(),
                to.name(),
                durability.run(),
                durability.directory(),
                restored == null ? null : restored.standing().sinks().get(to.name()));
    }

    /**
     * Opens a sink that is not transactional.
     *
     * @throws PipelineException if it cannot be opened
     */
    public SinkWriter<?> open(Step.To to) {
        try {
            return to.sink().open(sinkContext(to));
        } catch (Exception e) {
            throw new PipelineException("sink '" + to.name() + "' cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Has dead letters tried again before anything else.
     *
     * @param requests how many requests are done with that
     */
    public void tryAgain(List<DeadLetter> letters, long requests) {
        again = letters;
        replayed = requests;
    }

    /** Returns how many requests to try dead letters again are done. */
    public long replayed() {
        return replayed;
    }

    /** Returns the dead letters that are tried again. */
    List<DeadLetter> again() {
        return again;
    }

    /** Returns where everything stands, of what the replicas say of it. */
    Standing standing(List<Standing> parts) {
        return Standing.of(parts).with(countsBefore(), replayed, signatures, StoredClasses.of(types));
    }

    /** Returns what steps have counted in earlier lives of the job, by name. */
    public Map<String, long[]> countsBefore() {
        return restored == null || !durability.directory()
                ? Map.of()
                : restored.standing().counts();
    }

    @Nullable
    public Restart restored() {
        return restored;
    }

    /** Returns the codec for values and keys whose class only shows when they come. */
    public DynamicCodec types() {
        return types;
    }

    public DeadLetters deadLetters() {
        return deadLetters;
    }

    /** Returns what is taken note of while somebody looks. */
    public Samples samples() {
        return samples;
    }

    Exchanges exchanges() {
        return exchanges;
    }

    SourceAlignment alignment() {
        return alignment;
    }

    /** Returns the place of a partition in the alignment; -1 if it has none. */
    int alignmentIndex(Standing.PartitionId partition) {
        return alignmentIndexes.getOrDefault(partition, -1);
    }
}
