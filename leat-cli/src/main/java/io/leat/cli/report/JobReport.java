// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.report;

import io.leat.Job;
import io.leat.Leat;
import io.leat.inspect.KeptJob;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** What is printed of a job: a line that counts while it runs, on a terminal, and at its end what it has done. */
public final class JobReport {
    private static final Duration PROGRESS = Duration.ofMillis(500);

    private final Job job;
    private final PrintWriter err;
    /** How many records earlier lives of the job have read. */
    private final long inBefore;

    /** Whether there is a line that is drawn again and again. */
    private volatile boolean shown;

    /**
     * Makes the report of a job.
     *
     * @param inBefore how many records earlier lives of the job have read
     */
    public JobReport(Job job, PrintWriter err, long inBefore) {
        this.job = job;
        this.err = err;
        this.inBefore = inBefore;
    }

    /**
     * Waits for the end of the job.
     *
     * @param terminal whether a line can be drawn again and again
     */
    public void follow(boolean terminal) throws InterruptedException {
        while (!job.await(PROGRESS)) {
            if (terminal) {
                err.print("\r" + RunSummary.of(job, inBefore).line() + "\u001b[K");
                err.flush();
                shown = true;
            }
        }
        if (shown) {
            err.print("\r\u001b[K");
        }
    }

    /**
     * Says what the job has done, and returns the exit status.
     *
     * @param summary the file for it; null for none
     */
    public int end(@Nullable Path summary) throws IOException {
        RunSummary done = RunSummary.of(job, inBefore);
        err.println(done.line());
        done.advice().forEach(err::println);
        done.deadLetters().forEach(letter -> err.println("dead letter  " + letter));
        if (done.failed() > done.deadLetters().size() && !done.deadLetters().isEmpty()) {
            err.println("and " + (done.failed() - done.deadLetters().size()) + " more failed");
        }
        if (summary != null) {
            done.write(summary);
        }
        job.failure().ifPresent(failure -> err.println("leat: " + Causes.text(failure)));
        err.flush();
        return job.status() == Job.Status.FAILED ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    /** Says from where the job goes on; nothing if it begins. */
    public void goesOn() {
        job.resumedFrom()
                .ifPresent(before -> say(String.format(
                        Locale.ROOT,
                        "%s goes on from epoch %,d of %s, after %,d records",
                        job.name(),
                        before.epoch(),
                        before.sealedAt(),
                        before.in())));
    }

    /** Says that there was nothing to do, and returns the exit status. */
    public int endedBefore(Path directory, @Nullable Path summary) throws IOException {
        KeptJob before = Leat.inspect(directory).stream()
                .filter(each -> each.name().equals(job.name()))
                .findFirst()
                .orElseThrow();
        err.printf(
                Locale.ROOT,
                "pipeline %s completed at %s, %,d in; nothing to do. To run it again, give another directory or delete %s%n",
                job.name(),
                before.sealedAt(),
                before.in(),
                before.directory());
        err.flush();
        if (summary != null) {
            RunSummary.of(job, inBefore).write(summary);
        }
        return ExitCode.OK;
    }

    /** Says how a job that has not completed can be gone on with. */
    public void howToGoOn(Path directory) {
        if (job.status() != Job.Status.COMPLETED) {
            err.println("what it has done is kept in " + directory + ": to go on, run the same command again");
            err.flush();
        }
    }

    /** Says something meanwhile, on a line of its own. */
    public void say(String what) {
        err.println((shown ? System.lineSeparator() : "") + "leat: " + what);
        err.flush();
    }
}
