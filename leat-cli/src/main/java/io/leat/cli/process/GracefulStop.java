// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.process;

import io.leat.Job;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.ExitCode;

/**
 * Makes Ctrl-C, or a request of the system to end, stop a job as if its input had ended: every result is out and the
 * summary printed before the process is gone.
 */
public final class GracefulStop {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Job job;
    private final boolean isNormalEnd;
    private final Thread hook = new Thread(this::stop, "leat-stop");
    private final CountDownLatch said = new CountDownLatch(1);
    private volatile boolean asked;

    private GracefulStop(Job job, boolean isNormalEnd) {
        this.job = job;
        this.isNormalEnd = isNormalEnd;
    }

    /**
     * Begins to watch for the request.
     *
     * @param isNormalEnd whether such an end is a success; otherwise the exit status tells of the signal
     */
    public static GracefulStop of(Job job, boolean isNormalEnd) {
        GracefulStop stop = new GracefulStop(job, isNormalEnd);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    private void stop() {
        asked = true;
        job.stop();
        try {
            boolean saidAll = said.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (saidAll && isNormalEnd && job.status() == Job.Status.COMPLETED) {
                Runtime.getRuntime().halt(ExitCode.OK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has said its last word: the process may end. */
    public void release() {
        said.countDown();
        if (!asked) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
