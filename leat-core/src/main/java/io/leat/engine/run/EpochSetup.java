// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.disk.Disk;
import io.leat.engine.plan.PipelineClasses;
import io.leat.engine.plan.Plan;
import io.leat.engine.plan.StoredClasses;
import io.leat.engine.plan.StoredState;
import io.leat.engine.replica.JobContext;
import io.leat.graph.Graph;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job that ends epochs is started with.
 *
 * @param directory open, for this job alone
 * @param survives whether the directory outlives the process, so that the job's state is kept there; otherwise it is only used to bring
 *     results to transactional sinks
 * @param everyMs how often an epoch ends
 * @param dropped the names of steps whose state is not wanted any more
 */
public record EpochSetup(
        Graph graph,
        int workers,
        InstantSource clock,
        JobDirectory directory,
        boolean survives,
        long everyMs,
        Set<String> dropped) {
    private static final long STANDARD_EPOCH_MS = 1_000;

    /** Opens a directory for a job, with what is usual. */
    public static EpochSetup open(Graph graph, int workers, InstantSource clock, Disk disk) throws IOException {
        return new EpochSetup(
                graph, workers, clock, JobDirectory.open(disk, Limits.standard()), true, STANDARD_EPOCH_MS, Set.of());
    }

    /**
     * Returns what the job's parts share, with what it goes on from.
     *
     * @throws io.leat.failure.IncompatibleStateException if what is in the directory does not fit the pipeline
     */
    JobContext context() throws IOException {
        Restart from = restart();
        for (String step : dropped) {
            directory.drop(step);
        }
        return new JobContext(
                directory.hasEnded() ? Plan.withoutInput(graph) : Plan.of(graph, workers),
                clock,
                new JobContext.Durability(directory.run(), survives, survives),
                from);
    }

    private @Nullable Restart restart() {
        byte[] content = directory.content();
        if (content == null) {
            return null;
        }
        Standing standing = StandingForm.read(content);
        StoredState stored = new StoredState(directory.toString(), standing.signatures(), standing.classes());
        StoredClasses classes = stored.check(graph, dropped, PipelineClasses.loader(graph));
        return new Restart(
                directory.epoch(),
                standing.without(dropped),
                classes::allowIn,
                (step, group, visitor) -> directory.readState(step, group, visitor::visit));
    }
}
