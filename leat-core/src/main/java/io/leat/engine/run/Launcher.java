// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.connector.TransactionalSink;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.directory.Limits;
import io.leat.engine.disk.DirectoryName;
import io.leat.engine.disk.Disk;
import io.leat.engine.disk.HeapDisk;
import io.leat.engine.failure.Retry;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How jobs are started: in memory, or each in a directory of its own.
 *
 * @param workers how many threads a job has
 * @param dropped the names of steps whose state is not wanted any more
 * @param stateOnHeap how many bytes of state a job in a directory keeps on the heap; {@code Long.MAX_VALUE} for all
 * @param retry how what fails outside the engine is tried again
 */
public record Launcher(
        int workers, InstantSource clock, Epochs epochs, Set<String> dropped, long stateOnHeap, Retry retry) {
    /**
     * When epochs end, and which are kept.
     *
     * @param everyMs how often an epoch ends
     * @param historyMs how long snapshots of the past are kept; 0 for not at all
     */
    public record Epochs(long everyMs, long historyMs) {
        /** What they are unless something else is chosen. */
        public static final Epochs STANDARD = new Epochs(1_000, 0);
    }

    /** How long to wait for something that cannot be reached, unless something else is chosen. */
    public static final long STANDARD_PATIENCE_MS = 5 * 60_000;

    /** Returns what is usual. */
    public static Launcher standard(int workers, InstantSource clock, long stateOnHeap) {
        return new Launcher(workers, clock, Epochs.STANDARD, Set.of(), stateOnHeap, standardRetry());
    }

    /** Returns this with epochs of another length. */
    public Launcher every(long epochMs) {
        return new Launcher(workers, clock, new Epochs(epochMs, epochs.historyMs()), dropped, stateOnHeap, retry);
    }

    static Retry standardRetry() {
        return new Retry(STANDARD_PATIENCE_MS);
    }

    /**
     * Starts a job that keeps everything in memory.
     *
     * @param first is done with the job before it reads anything
     */
    public Job inMemory(Graph graph, Consumer<? super Job> first) {
        return graph.steps().stream().anyMatch(Launcher::isTransactional)
                ? start(graph, new HeapDisk(), false, first)
                : RunningJob.start(graph, this, null, first);
    }

    private static boolean isTransactional(Step step) {
        return step instanceof Step.To to && to.sink() instanceof TransactionalSink<?>;
    }

    /**
     * Starts a job in its directory, or lets it go on from there.
     *
     * @param jobs the directory of all jobs
     * @param first is done with the job before it reads anything
     * @throws PipelineException if the directory cannot be opened, or what is in it does not fit the pipeline
     */
    public Job inDirectory(Graph graph, Disk jobs, Consumer<? super Job> first) {
        try {
            return start(graph, jobs.directory(DirectoryName.of(graph.name())), true, first);
        } catch (IOException e) {
            throw cannotOpen(graph, jobs, e);
        }
    }

    private Job start(Graph graph, Disk disk, boolean survives, Consumer<? super Job> first) {
        try {
            JobDirectory directory = JobDirectory.open(disk, Limits.standard().withHistoryMs(epochs.historyMs()));
            return start(new EpochSetup(graph, this, directory, survives ? disk : null), directory, first);
        } catch (IOException e) {
            throw cannotOpen(graph, disk, e);
        }
    }

    private static Job start(EpochSetup setup, JobDirectory directory, Consumer<? super Job> first) throws IOException {
        boolean kept = false;
        try {
            if (directory.hasEnded()) {
                Job ended = EndedJob.of(setup.begin());
                first.accept(ended);
                return ended;
            }
            Job job = RunningJob.start(setup, first);
            kept = true;
            return job;
        } finally {
            if (!kept) {
                directory.close();
            }
        }
    }

    private static PipelineException cannotOpen(Graph graph, Disk where, IOException e) {
        return new PipelineException(
                "pipeline '" + graph.name() + "' cannot be started from " + where + ": " + e.getMessage(), e);
    }
}
