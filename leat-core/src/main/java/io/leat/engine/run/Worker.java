// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.measure.WorkerHeldUp;
import io.leat.engine.replica.EpochPart;
import io.leat.engine.replica.Replica;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A thread that runs a replica until its job is over. */
final class Worker implements Runnable {
    private static final long HOUSEKEEPING_NANOS = 20_000_000;
    /** A turn that takes longer was held up, by a sink that waits or by the machine: no source was polled meanwhile. */
    private static final long HELD_UP_NANOS = 500_000_000;

    private static final int SPINS = 100;
    private static final long SHORTEST_PARK_NANOS = 20_000;
    private static final long LONGEST_PARK_NANOS = 1_000_000;

    private final RunningJob job;
    private final Replica replica;
    private long nextHousekeeping;
    private boolean worked;
    private boolean ended;
    private boolean stopped;
    /** Whether sources were not read when the house was last kept. */
    private boolean heldUpByEpoch;

    Worker(RunningJob job, Replica replica) {
        this.job = job;
        this.replica = replica;
        this.nextHousekeeping = job.nanos();
    }

    @Override
    public void run() {
        replica.runBy(Thread.currentThread());
        replica.measures().refill();
        try {
            int idle = 0;
            while (!job.isOver()) {
                idle = turn() ? 0 : idle + 1;
                rest(idle);
            }
            finish();
        } catch (Throwable t) {
            job.fail(t);
        } finally {
            close();
        }
    }

    /** Nothing could be done in the last so many turns: waits a little, ever longer. */
    private void rest(int idle) {
        if (idle > SPINS) {
            long nanos = SHORTEST_PARK_NANOS << Math.min(10, (idle - SPINS) / 4);
            long began = System.nanoTime();
            LockSupport.parkNanos(Math.min(LONGEST_PARK_NANOS, nanos));
            replica.measures().time().rested(System.nanoTime() - began, replica.isHeldUp());
        } else if (idle > 0) {
            Thread.onSpinWait();
        }
    }

    /** Sends what waits, and lets sinks know of the last epoch. */
    void finish() {
        replica.flush();
        replica.committed(job.sealedEpoch());
    }

    void close() {
        replica.publish();
        try {
            replica.close();
        } catch (IOException | RuntimeException e) {
            job.fail(e);
        }
        job.threadIsGone();
    }

    /** Does a batch of work, and what has to be done between two of them; returns whether there was work that could be done. */
    boolean turn() {
        stopIfAsked();
        epoch();
        boolean any = replica.step();
        if (replica.wantsEpoch()) {
            job.hurryEpoch();
        }
        if (!any) {
            nothingToDo();
        }
        worked = any;
        if (job.nanos() - nextHousekeeping >= 0) {
            keepHouse();
        }
        return any || replica.isWriting();
    }

    /** Sends what waits, and sees whether this is the end. */
    private void nothingToDo() {
        if (worked) {
            replica.flush();
            replica.publish();
        }
        if (!ended && replica.hasEnded()) {
            ended = true;
            replica.flush();
            job.workerHasEnded();
        }
    }

    private void stopIfAsked() {
        if (!stopped && job.isStopping() && !replica.isInEpoch()) {
            stopped = true;
            replica.endSources();
        }
    }

    private void epoch() {
        long wanted = job.wantedEpoch();
        if (wanted > replica.epoch()) {
            replica.beginEpoch(wanted);
        }
        if (replica.isAtBarrier()) {
            replica.cutEpoch(job.isLastEpoch(wanted), job.completesWith(wanted));
        }
        EpochPart part = replica.writeSome();
        if (part != null) {
            job.report(part);
        }
        replica.committed(job.sealedEpoch());
    }

    private void tellRecorder(long nanos) {
        WorkerHeldUp event = new WorkerHeldUp();
        event.job = job.name();
        event.nanos = nanos;
        event.commit();
    }

    private void keepHouse() {
        long nanos = job.nanos();
        boolean heldUp = nanos - nextHousekeeping >= HELD_UP_NANOS;
        if (heldUp) {
            tellRecorder(nanos - nextHousekeeping);
        }
        boolean polled = !heldUp && !heldUpByEpoch;
        nextHousekeeping = nanos + HOUSEKEEPING_NANOS;
        heldUpByEpoch = replica.isInEpoch();
        if (!heldUpByEpoch) { // between barrier and snapshot nothing may happen that belongs behind both
            replica.tick(job.nowMs(), polled);
            replica.measures().looks().answer();
        }
        replica.flush();
        replica.publish();
        replica.measures().refill();
    }
}
