// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Standing;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.measure.EpochSealed;
import io.leat.engine.replica.EpochPart;
import io.leat.engine.replica.JobContext;
import io.leat.metric.EpochMetrics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the workers end epochs, one after the other, and seals each in the job's directory when all have brought their part.
 *
 * <p>An epoch is in progress from {@link #work} asking for it until it is sealed; the next one begins after that, and not while
 * too many wait for a sink. The last epoch is the one behind which nothing comes: all input has ended, or the job is suspended.
 */
final class EpochKeeper {
    /** With so many sealed epochs on their way to a sink, no other is sealed. */
    private static final int MOST_UNDELIVERED = 16;

    private final JobDirectory directory;
    private final List<Delivery> deliveries;
    private final Surroundings job;
    private final long everyNanos;
    private final List<EpochPart> parts = new ArrayList<>();
    private long begunNanos;
    private volatile @Nullable Instant sealedAt;
    private volatile Duration took = Duration.ZERO;
    private EpochSealed event = new EpochSealed();
    private volatile long wanted;
    private volatile long sealed;
    private volatile boolean early;
    /** How the job ends with its last epoch; null while it goes on. */
    private volatile RunningJob.@Nullable Ending ending;
    /** The number of the last epoch; {@code Long.MAX_VALUE} while it is not known. */
    private volatile long last = Long.MAX_VALUE;

    /** What the keeper knows of the job. */
    interface Surroundings {
        int workers();

        long nanos();

        JobContext context();

        /** Makes what sinks were given of an epoch survive a loss of power. */
        void forceSinks(long epoch);

        boolean isOver();

        /** The last epoch is sealed and delivered. */
        void ends(RunningJob.Ending how);
    }

    EpochKeeper(JobDirectory directory, List<Delivery> deliveries, Surroundings job, long everyMs) {
        this.directory = directory;
        this.deliveries = deliveries;
        this.job = job;
        this.everyNanos = everyMs * 1_000_000;
        this.wanted = directory.epoch();
        this.sealed = directory.epoch();
        this.begunNanos = job.nanos();
    }

    // ---- for the workers ------------------------------------------------------------------------------------------

    /** Returns the number of the epoch that is to end, or has ended last. */
    long wanted() {
        return wanted;
    }

    /** Returns whether nothing comes behind an epoch. */
    boolean isLast(long epoch) {
        return epoch == last;
    }

    /** Returns whether all input has ended before an epoch. */
    boolean completesWith(long epoch) {
        return isLast(epoch) && ending == RunningJob.Ending.COMPLETED;
    }

    /** Returns the number of the epoch that was sealed last. */
    long sealed() {
        return sealed;
    }

    /** Takes a worker's part of the epoch that is in progress. */
    synchronized void report(EpochPart part) {
        parts.add(part);
    }

    /** Asks for the next epoch before its time: what waits for it fills the memory. */
    void hurry() {
        early = true;
    }

    /** Makes the next epoch the last one. The first call counts. */
    synchronized void end(RunningJob.Ending how) {
        if (ending == null) {
            ending = how;
        }
    }

    /** Returns what epochs there were. Any thread. */
    EpochMetrics metrics() {
        int waiting = deliveries.stream().mapToInt(Delivery::backlog).max().orElse(0);
        return new EpochMetrics(sealed, sealedAt, took, waiting, diskBytes());
    }

    private long diskBytes() {
        try {
            return directory.bytes();
        } catch (IOException e) {
            return 0; // it is being closed
        }
    }

    // ---- for the thread that keeps the epochs ---------------------------------------------------------------------

    /** Does what can be done now, and returns whether there was anything. */
    boolean work() throws IOException {
        if (wanted > sealed) {
            return sealIfComplete();
        }
        RunningJob.Ending how = ending;
        if (how != null && sealed >= last) {
            return endIfDelivered(how);
        }
        if (!job.isOver() && isDue(how)) {
            begin(how);
            return true;
        }
        return directory.compact();
    }

    private boolean isDue(RunningJob.@Nullable Ending how) {
        boolean due = how != null || early || job.nanos() - begunNanos >= everyNanos;
        return due && deliveries.stream().allMatch(delivery -> delivery.backlog() < MOST_UNDELIVERED);
    }

    private void begin(RunningJob.@Nullable Ending how) {
        begunNanos = job.nanos();
        event = new EpochSealed();
        event.begin();
        early = false;
        long number = wanted + 1;
        if (how != null) {
            last = number;
        }
        wanted = number;
    }

    private boolean sealIfComplete() throws IOException {
        List<EpochPart> complete;
        synchronized (this) {
            if (parts.size() < job.workers()) {
                return false;
            }
            complete = List.copyOf(parts);
            parts.clear();
        }
        job.forceSinks(wanted);
        job.context().durability().logs().force();
        directory.seal(EpochPart.sealed(complete, job.context(), completesWith(wanted)));
        sealed = wanted;
        isSealed();
        keepLogs(complete);
        return true;
    }

    private void isSealed() {
        took = Duration.ofNanos(job.nanos() - begunNanos);
        sealedAt = job.context().clock().instant();
        event.job = job.context().plan().graph().name();
        event.number = sealed;
        event.commit();
    }

    /** What was read before the epoch is not read again. */
    private void keepLogs(List<EpochPart> parts) throws IOException {
        Standing standing = Standing.of(parts.stream().map(EpochPart::standing).toList());
        job.context().durability().logs().keep((step, partition) -> {
            Standing.PartitionState state = standing.partitions().get(new Standing.PartitionId(step, partition));
            return state == null ? null : state.position();
        });
    }

    private boolean endIfDelivered(RunningJob.Ending how) {
        if (job.isOver() || deliveries.stream().anyMatch(delivery -> delivery.backlog() > 0)) {
            return false;
        }
        job.ends(how);
        return true;
    }
}
