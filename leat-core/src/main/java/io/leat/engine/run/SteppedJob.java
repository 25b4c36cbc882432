// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.engine.checkpoint.HeapState;
import java.io.IOError;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The worker host without its threads: whoever has it does what they would do, in any order, in one thread. So a simulation can
 * drive a job with several workers, its epochs and its deliveries by one seed, and repeat what it did.
 */
public final class SteppedJob {
    private final RunningJob job;
    private final List<Worker> workers;

    private SteppedJob(RunningJob job) {
        this.job = job;
        this.workers = job.workers();
        job.present(workers.size() + 1);
    }

    /**
     * Prepares a job.
     *
     * @param nanos the time by which epochs end and housekeeping is done, in nanoseconds
     */
    public static SteppedJob of(EpochSetup setup, LongSupplier nanos) throws IOException {
        return new SteppedJob(RunningJob.prepared(setup, nanos));
    }

    /** Returns the job, to be asked, stopped or suspended. */
    public Job job() {
        return job;
    }

    /** Returns whether the job has ended, one way or another, and only has to be closed. */
    public boolean isOver() {
        return job.isOver();
    }

    /** Returns how many workers there are. */
    public int workers() {
        return workers.size();
    }

    /** Returns how many sinks there are that get their results when an epoch is sealed. */
    public int deliveries() {
        return job.deliveries().size();
    }

    /** Lets a worker do a batch of work; returns whether there was any. What fails makes the job fail. */
    public boolean turn(int worker) {
        return attempt(workers.get(worker)::turn);
    }

    /** Lets the epochs be kept: one is begun, or sealed, or a bit is compacted; returns whether there was anything to do. */
    public boolean keepEpochs() {
        EpochKeeper keeper = job.keeper();
        return keeper != null && attempt(keeper::work);
    }

    /** Lets the results of an epoch be brought to a sink; returns whether there were any. */
    public boolean deliver(int delivery) {
        return attempt(job.deliveries().get(delivery)::work);
    }

    private boolean attempt(Attendant.Work work) {
        if (job.isOver()) {
            return false;
        }
        try {
            return work.some();
        } catch (IOException | IOError | RuntimeException e) {
            job.fail(e);
            return false;
        }
    }

    /** Does what the threads do when the job is over. */
    public void close() {
        for (Worker worker : workers) {
            try {
                if (job.failure().isEmpty()) {
                    worker.finish();
                }
            } catch (IOError | RuntimeException e) {
                job.fail(e);
            }
            worker.close();
        }
        for (Delivery delivery : job.deliveries()) {
            try {
                delivery.close();
            } catch (IOException | RuntimeException e) {
                job.fail(e);
            }
        }
        job.threadIsGone();
    }

    /** Returns the state of a step that keeps some, a part for each worker that runs it. */
    public List<HeapState<Object, ?>> states(String step) {
        return job.states(step);
    }

    /** Returns why the job has failed; null if it has not. */
    public @Nullable Throwable failure() {
        return job.failure().orElse(null);
    }
}
