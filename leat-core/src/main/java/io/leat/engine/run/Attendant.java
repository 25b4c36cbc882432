// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** A thread beside the workers, which does something again and again until the job is over, and rests when there is nothing to do. */
final class Attendant implements Runnable {
    private static final long REST_NANOS = 1_000_000;

    private final RunningJob job;
    private final Work work;
    private final Closing closing;

    /** What is done again and again. */
    @FunctionalInterface
    interface Work {
        /** Does some of it; returns whether there was anything to do. */
        boolean some() throws IOException;
    }

    /** What is done at last. */
    @FunctionalInterface
    interface Closing {
        void close() throws IOException;
    }

    Attendant(RunningJob job, Work work, Closing closing) {
        this.job = job;
        this.work = work;
        this.closing = closing;
    }

    @Override
    public void run() {
        try {
            while (!job.isOver()) {
                if (!work.some()) {
                    LockSupport.parkNanos(this, REST_NANOS);
                }
            }
        } catch (Throwable t) {
            job.fail(t);
        } finally {
            close();
        }
    }

    private void close() {
        try {
            closing.close();
        } catch (IOException | RuntimeException e) {
            job.fail(e);
        }
        job.threadIsGone();
    }
}
