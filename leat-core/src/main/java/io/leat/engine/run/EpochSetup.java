// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.CodecException;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.disk.Disk;
import io.leat.engine.plan.Plan;
import io.leat.engine.replica.JobContext;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a job that ends epochs is started with.
 *
 * @param directory open, for this job alone
 * @param survives whether the directory outlives the process, so that the job's state is kept there; otherwise it is only used to bring
 *     results to transactional sinks
 * @param everyMs how often an epoch ends
 */
public record EpochSetup(
        Graph graph, int workers, InstantSource clock, JobDirectory directory, boolean survives, long everyMs) {
    private static final long STANDARD_EPOCH_MS = 1_000;

    /** Opens a directory for a job, with what is usual. */
    public static EpochSetup open(Graph graph, int workers, InstantSource clock, Disk disk) throws IOException {
        return new EpochSetup(
                graph, workers, clock, JobDirectory.open(disk, Limits.standard()), true, STANDARD_EPOCH_MS);
    }

    /** Returns what the job's parts share, with what it goes on from. */
    JobContext context() {
        return new JobContext(
                directory.hasEnded() ? Plan.withoutInput(graph) : Plan.of(graph, workers),
                clock,
                new JobContext.Durability(directory.run(), survives, survives),
                restart());
    }

    private @Nullable Restart restart() {
        byte[] content = directory.content();
        if (content == null) {
            return null;
        }
        Standing standing = StandingForm.read(content);
        return new Restart(
                directory.epoch(),
                standing,
                types(standing.types()),
                (step, group, visitor) -> directory.readState(step, group, visitor::visit));
    }

    private Set<Class<?>> types(Set<String> names) {
        Set<Class<?>> types = new HashSet<>();
        for (String name : names) {
            try {
                types.add(Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
            } catch (ClassNotFoundException e) {
                throw new PipelineException("no class " + name, new CodecException(name, e));
            }
        }
        return types;
    }
}
