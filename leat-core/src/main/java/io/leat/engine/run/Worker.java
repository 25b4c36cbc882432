// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.engine.checkpoint.Snapshot;
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
    private long nextHousekeeping = System.nanoTime();
    private int idle;
    private boolean ended;
    private boolean stopped;
    /** Whether sources were not read when the house was last kept. */
    private boolean heldUpByEpoch;

    Worker(RunningJob job, Replica replica) {
        this.job = job;
        this.replica = replica;
    }

    @Override
    public void run() {
        replica.runBy(Thread.currentThread());
        try {
            while (!job.isOver()) {
                turn();
            }
            replica.flush();
        } catch (Throwable t) {
            job.fail(t);
        } finally {
            close();
        }
    }

    private void close() {
        replica.publish();
        try {
            replica.close();
        } catch (IOException | RuntimeException e) {
            job.fail(e);
        }
        job.workerIsGone();
    }

    private void turn() {
        stopIfAsked();
        epoch();
        boolean worked = replica.step();
        if (worked) {
            idle = 0;
        } else {
            rest();
        }
        if (System.nanoTime() - nextHousekeeping >= 0) {
            keepHouse();
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
        if (replica.isInEpoch() && replica.align()) {
            Snapshot part = replica.endEpoch();
            job.report(part);
        }
    }

    private void keepHouse() {
        long nanos = System.nanoTime();
        boolean polled = nanos - nextHousekeeping < HELD_UP_NANOS && !heldUpByEpoch;
        nextHousekeeping = nanos + HOUSEKEEPING_NANOS;
        heldUpByEpoch = replica.isInEpoch();
        if (!heldUpByEpoch) { // between barrier and snapshot nothing may happen that belongs behind both
            replica.tick(job.nowMs(), polled);
        }
        replica.flush();
        replica.publish();
    }

    /** Nothing can be done now: sends what waits, sees whether the job is done, and then waits a little, ever longer. */
    private void rest() {
        if (idle == 0) {
            replica.flush();
            replica.publish();
        }
        if (!ended && replica.hasEnded()) {
            ended = true;
            replica.flush();
            job.workerHasEnded();
        }
        idle++;
        if (idle < SPINS) {
            Thread.onSpinWait();
        } else {
            long nanos = SHORTEST_PARK_NANOS << Math.min(10, (idle - SPINS) / 4);
            LockSupport.parkNanos(Math.min(LONGEST_PARK_NANOS, nanos));
        }
    }
}
