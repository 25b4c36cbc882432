// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.disk.Disk;
import io.leat.engine.letter.LetterStore;
import io.leat.engine.letter.ReplayRequests;
import io.leat.engine.log.StepLogs;
import io.leat.engine.plan.PipelineClasses;
import io.leat.engine.plan.Plan;
import io.leat.engine.plan.StoredState;
import io.leat.engine.replica.JobContext;
import io.leat.engine.store.StateLimit;
import io.leat.graph.Graph;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What a job that ends epochs is started with.
 *
 * @param launcher has what was chosen for all jobs
 * @param directory open, for this job alone
 * @param disk what outlives the process, where the directory is, and so the job's state is kept; null if the directory is in memory and
 *     only used to bring results to transactional sinks
 */
public record EpochSetup(
        Graph graph,
        Launcher launcher,
        JobDirectory directory,
        @Nullable Disk disk) {
    /** Opens a directory for a job, with what is usual. */
    public static EpochSetup open(Graph graph, int workers, InstantSource clock, Disk disk) throws IOException {
        return open(graph, workers, clock, disk, Long.MAX_VALUE);
    }

    /**
     * Opens a directory for a job, with what is usual.
     *
     * @param stateOnHeap how many bytes of state stay on the heap; {@code Long.MAX_VALUE} for all
     */
    public static EpochSetup open(Graph graph, int workers, InstantSource clock, Disk disk, long stateOnHeap)
            throws IOException {
        Launcher launcher = Launcher.standard(workers, clock, stateOnHeap);
        return new EpochSetup(graph, launcher, JobDirectory.open(disk, Limits.standard()), disk);
    }

    /**
     * What a job begins with.
     *
     * @param letters the store of its dead letters; null if they are not kept
     */
    record Begun(
            JobContext context,
            JobDirectory directory,
            @Nullable LetterStore letters) {}

    /**
     * Returns what the job begins with, or goes on from.
     *
     * @throws io.leat.failure.IncompatibleStateException if what is in the directory does not fit the pipeline
     */
    Begun begin() throws IOException {
        Restart from = restart();
        Plan plan = directory.hasEnded() ? Plan.withoutInput(graph) : Plan.of(graph, launcher.workers());
        boolean survives = disk != null;
        StateLimit limit = disk == null ? null : StateLimit.in(disk, launcher.stateOnHeap());
        StepLogs logs = survives ? SourceLogs.open(plan, directory, launcher.clock()) : new StepLogs();
        if (directory.hasEnded()) {
            logs.close(); // they can be read
        }
        try {
            JobContext.Durability durability =
                    new JobContext.Durability(directory.run(), survives, survives, logs, limit);
            JobContext context = new JobContext(plan, launcher.clock(), launcher.retry(), durability, from);
            return new Begun(context, directory, disk == null ? null : letters(disk, context));
        } catch (IOException | RuntimeException e) {
            logs.close();
            throw e;
        }
    }

    private LetterStore letters(Disk job, JobContext context) throws IOException {
        LetterStore letters = LetterStore.open(job, launcher.clock());
        letters.latest(JobContext.LETTERS_SHOWN, context.types()).forEach(context.deadLetters()::add);
        try (ReplayRequests requests = ReplayRequests.open(job, launcher.clock())) {
            context.tryAgain(letters.get(requests.behind(context.replayed()), context.types()), requests.count());
        }
        return letters;
    }

    /** Finds out what the job goes on from; only when all of it fits is anything dropped. */
    private @Nullable Restart restart() throws IOException {
        byte[] content = directory.content();
        if (content == null) {
            return null;
        }
        Standing standing = StandingForm.read(content);
        StoredState stored = new StoredState(directory.toString(), standing.signatures(), standing.classes());
        StoredState.Usable usable = stored.check(graph, launcher.dropped(), PipelineClasses.loader(graph));
        for (String step : usable.dropped()) {
            directory.drop(step);
        }
        return new Restart(
                directory.epoch(),
                directory.sealedAtMs(),
                standing.without(usable.dropped()),
                usable.classes()::allowIn,
                (step, group, visitor) -> directory.readState(step, group, visitor::visit));
    }
}
