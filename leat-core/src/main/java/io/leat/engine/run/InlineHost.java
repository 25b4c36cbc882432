// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.plan.KeptWindows;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.plan.Plan;
import io.leat.engine.replica.EpochPart;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Replica;
import io.leat.engine.replica.ReplicaBuilder;
import io.leat.failure.DeadLetter;
import io.leat.graph.Graph;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The inline host: a pipeline in the caller's thread, one batch of work a call. Deterministic, for tests, simulation and the
 * easy API. Not thread-safe.
 */
public final class InlineHost implements AutoCloseable {
    private final JobContext context;
    private final Replica replica;
    private final @Nullable JobDirectory directory;
    private final List<Delivery> deliveries;

    private InlineHost(JobContext context) {
        this.context = context;
        this.directory = null;
        this.replica = ReplicaBuilder.build(context, 0);
        this.deliveries = List.of();
    }

    private InlineHost(EpochSetup.Begun begun) {
        this.context = begun.context();
        this.directory = begun.directory();
        this.replica = ReplicaBuilder.build(context, 0);
        this.deliveries = Delivery.openAll(context, begun.directory(), begun.letters());
    }

    /** Opens a pipeline; {@code from} is what it goes on from, null to begin at the beginning. */
    public static InlineHost open(Graph graph, InstantSource clock, @Nullable Snapshot from) {
        return new InlineHost(new JobContext(
                Plan.of(graph, 1),
                clock,
                Launcher.standardRetry(),
                JobContext.Durability.none(),
                from == null ? null : from.restart()));
    }

    /** Opens a pipeline of which all is in the context. */
    static InlineHost of(JobContext context) {
        return new InlineHost(context);
    }

    /** Opens a pipeline that goes on from a directory, which is the host's from now on. */
    public static InlineHost open(EpochSetup setup) throws IOException {
        return new InlineHost(setup.begin());
    }

    /** Returns whether so much waits for the end of an epoch that nothing more is taken in before one is {@linkplain #seal sealed}. */
    public boolean isFull() {
        return replica.isFull();
    }

    /** Does one batch of work, and returns whether there was any that could be done now. */
    public boolean step() {
        return replica.step();
    }

    /**
     * Works until there is nothing to do now, fires timers of the clock that are due, and finds out which sources are idle:
     * those of live ones from which nothing came in all calls of this for long enough by the clock. It does not wait for answers
     * that lookups have asked for: {@link #hasEnded} tells whether all are in, and a later call takes in those that have come.
     */
    public void drain() {
        while (replica.step()) {
            // until nothing is left
        }
        replica.tick(context.clock().millis(), true);
        replica.flush();
    }

    /** Returns whether all input has ended and all results are out. */
    public boolean hasEnded() {
        return replica.hasEnded();
    }

    /** Takes all input for ended. */
    public void endInput() {
        replica.endSources();
    }

    /** Returns a consistent picture of the pipeline as it is now. */
    public Snapshot snapshot() {
        return endEpoch(false).snapshot();
    }

    /**
     * Ends an epoch, seals it in the directory, and brings to sinks what they get then.
     *
     * @throws IOException if the directory does not take it
     */
    public void seal() throws IOException {
        JobDirectory into = Objects.requireNonNull(directory, "the host was opened without a directory");
        boolean last = replica.hasEnded();
        EpochPart part = endEpoch(last);
        replica.forceSinks(part.epoch());
        into.seal(EpochPart.sealed(List.of(part), context, last));
        replica.committed(part.epoch());
        for (Delivery delivery : deliveries) {
            while (delivery.work()) {
                // until everything has arrived
            }
        }
    }

    /** Returns the number of the last epoch. */
    public long epoch() {
        return replica.epoch();
    }

    private EpochPart endEpoch(boolean last) {
        replica.beginEpoch(replica.epoch() + 1);
        if (!replica.isAtBarrier()) {
            throw new IllegalStateException("one replica has nobody to wait for");
        }
        replica.cutEpoch(last, last);
        EpochPart part = null;
        while (part == null) {
            part = replica.writeSome();
        }
        return part;
    }

    /** Returns the state of a step that keeps some; null if there is none of that name. */
    public @Nullable HeapState<Object, ?> state(String step) {
        return replica.state(step);
    }

    /** Returns what the steps have done so far. */
    public JobMetrics metrics() {
        replica.publish();
        return MetricsReport.of(context, List.of(replica), Duration.ZERO, EpochMetrics.NONE);
    }

    /** Returns the latest dead letters, oldest first. */
    public List<DeadLetter> deadLetters() {
        return context.deadLetters().latest();
    }

    /** Returns the latest dead letters, oldest first, and forgets them. */
    public List<DeadLetter> takeDeadLetters() {
        return context.deadLetters().take();
    }

    /** Returns the operator of a step and what can be looked at of it; null if it has none. */
    KeyedOperators.@Nullable Made operator(String step) {
        return replica.operator(step);
    }

    /**
     * Returns the windows that a step keeps, to be looked at and dropped between two calls of {@link #step}.
     *
     * @throws IllegalArgumentException if there is no window step of that name
     */
    public KeptWindows windows(String step) {
        KeyedOperators.Made operator = replica.operator(step);
        KeptWindows windows = operator == null ? null : operator.windows();
        if (windows == null) {
            throw new IllegalArgumentException("there is no window step '" + step + "' here");
        }
        return windows;
    }

    /** Ends as if the process was killed: nothing is flushed, and what was not sealed is lost. */
    public void abandon() throws IOException {
        replica.close();
        closeDirectory();
    }

    @Override
    public void close() throws IOException {
        replica.flush();
        replica.close();
        closeDirectory();
    }

    private void closeDirectory() throws IOException {
        for (Delivery delivery : deliveries) {
            delivery.close();
        }
        if (directory != null) {
            directory.close();
        }
    }
}
