// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.process;

import io.leat.Job;
import io.leat.cli.report.JobReport;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes Ctrl-C, or a request of the system to end, suspend a job that keeps its state in a directory; asked again, the job is
 * cancelled, and asked a third time the process ends as it is. Whichever it is, the job can be gone on with.
 */
public final class GracefulSuspend implements AutoCloseable {
    /** What is added to the number of a signal in the exit status of a process that it has ended. */
    private static final int BY_SIGNAL = 128;

    private final Job job;
    private final JobReport report;
    private final AtomicInteger asked = new AtomicInteger();
    private final EndRequests requests = EndRequests.to(this::ask);
    private volatile int signal;

    private GracefulSuspend(Job job, JobReport report) {
        this.job = job;
        this.report = report;
    }

    /** Begins to watch for requests. */
    public static GracefulSuspend of(Job job, JobReport report) {
        return new GracefulSuspend(job, report);
    }

    private void ask(int number) {
        signal = number;
        if (asked.getAndIncrement() == 0) {
            report.say("suspending; Ctrl-C again cancels, and what came since the last epoch is then done again");
            job.suspend();
        } else {
            requests.close();
            report.say("cancelling");
            job.cancel();
        }
    }

    /** Returns the exit status of a job that was ended on request; otherwise the one given. */
    public int status(int otherwise) {
        boolean unfinished = job.status() == Job.Status.SUSPENDED || job.status() == Job.Status.CANCELLED;
        return unfinished && signal != 0 ? BY_SIGNAL + signal : otherwise;
    }

    /** Watches no more: a request ends the process. */
    @Override
    public void close() {
        requests.close();
    }
}
