// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.cli.serve;

import io.leat.Job;
import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.cli.report.Causes;
import io.leat.cli.serve.ServiceLog.About;
import io.leat.cli.source.UserCodeException;
import io.leat.failure.PipelineException;
import io.leat.server.route.Keeper;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline that a service keeps running, with a thread of its own: when its job has failed, or could not be started, it is started
 * again after a pause, unless somebody has started it meanwhile. One that has completed, or that somebody has suspended or cancelled, even
 * during such a pause, is let be; if somebody starts it again, it is kept running again.
 */
public final class KeptRunning implements Keeper {
    private static final Duration LONG = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ServedPipeline pipeline;
    private final Leat leat;
    private final ServiceLog log;
    private final Pauses pauses;
    private final Thread thread;

    /** Jobs of this pipeline that were started, by whomever. */
    private final BlockingQueue<Job> started = new LinkedBlockingQueue<>();

    private volatile @Nullable Job current;

    /** When it is to be started here; null if it runs, or is let be. */
    private volatile @Nullable Instant nextStart = Instant.now();

    private KeptRunning(ServedPipeline pipeline, Leat leat, ServiceLog log, Pauses pauses) {
        this.pipeline = pipeline;
        this.leat = leat;
        this.log = log;
        this.pauses = pauses;
        this.thread = new Thread(this::keepRunning, "leat-serve-" + pipeline.name());
        thread.setContextClassLoader(pipeline.factory().getClass().getClassLoader());
        leat.onStart(job -> {
            if (job.name().equals(pipeline.name())) {
                nextStart = null;
                started.add(job);
            }
        });
    }

    /** Starts a pipeline. */
    public static KeptRunning start(ServedPipeline pipeline, Leat leat, ServiceLog log) {
        return start(pipeline, leat, log, new Pauses());
    }

    static KeptRunning start(ServedPipeline pipeline, Leat leat, ServiceLog log, Pauses pauses) {
        KeptRunning kept = new KeptRunning(pipeline, leat, log, pauses);
        kept.thread.start();
        return kept;
    }

    private void keepRunning() {
        try {
            while (true) {
                Job job = nextJob();
                current = job;
                say(Level.INFO, "started", beginning(job));
                while (!job.await(LONG)) {
                    // it may run for years
                }
                sayEnd(job);
                current = null;
                if (job.status() == Job.Status.FAILED) {
                    startLater(job.metrics().elapsed());
                }
            }
        } catch (InterruptedException e) {
            // the service ends
        }
    }

    /** Waits for the next job: one that is started here when it is time for that, or by somebody else, whichever is first. */
    private Job nextJob() throws InterruptedException {
        while (true) {
            Instant due = nextStart;
            Job job = due == null
                    ? started.take()
                    : started.poll(Duration.between(Instant.now(), due).toMillis(), TimeUnit.MILLISECONDS);
            if (job != null) {
                nextStart = null;
                return job;
            }
            startIfWanted();
        }
    }

    private synchronized void startIfWanted() {
        if (nextStart == null || !started.isEmpty()) {
            return;
        }
        try {
            leat.start(pipeline());
        } catch (RuntimeException e) {
            if (started.isEmpty()) { // otherwise somebody else was faster
                log.say(Level.SEVERE, about("refused"), "could not be started: " + Causes.text(e), e);
                startLater(Duration.ZERO);
            }
        }
    }

    private synchronized void startLater(Duration ran) {
        if (started.isEmpty()) {
            Duration pause = pauses.after(ran);
            say(Level.INFO, "waits", "is started again in " + pause.toMillis() / 1_000.0 + " s");
            nextStart = Instant.now().plus(pause);
        }
    }

    @Override
    public Optional<Instant> nextStart() {
        return Optional.ofNullable(nextStart);
    }

    @Override
    public synchronized boolean letBe() {
        if (nextStart == null || !started.isEmpty()) {
            return false;
        }
        nextStart = null;
        say(Level.INFO, "left", "is not started again until somebody does so");
        return true;
    }

    /**
     * Returns the pipeline, made anew.
     *
     * @throws PipelineException if that fails, which it did not when the service was started
     */
    public Pipeline pipeline() {
        try {
            return pipeline.define();
        } catch (UserCodeException e) {
            throw new PipelineException(String.valueOf(e.getMessage()), e);
        }
    }

    private static String beginning(Job job) {
        if (job.hadEnded()) {
            return "has completed before: there is nothing to do";
        }
        return job.resumedFrom()
                .map(before -> String.format(
                        Locale.ROOT, "goes on from epoch %,d, after %,d records", before.epoch(), before.in()))
                .orElse("begins");
    }

    private static String ending(Job job) {
        return job.failure()
                .map(failure -> "failed: " + Causes.text(failure))
                .orElseGet(() -> String.format(
                        Locale.ROOT,
                        "%s, after %,d records",
                        lowerCase(job.status()),
                        job.metrics().in()));
    }

    private static String lowerCase(Job.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private void sayEnd(Job job) {
        log.say(
                job.failure().isPresent() ? Level.SEVERE : Level.INFO,
                about(lowerCase(job.status())),
                ending(job),
                job.failure().orElse(null));
    }

    private void say(Level level, String event, String message) {
        log.say(level, about(event), message, null);
    }

    private About about(String event) {
        return new About(pipeline.name(), event);
    }

    /** Suspends the pipeline, which is not started again. Returns when that has begun. */
    public void suspend() throws InterruptedException {
        thread.interrupt();
        thread.join();
        nextStart = null;
        Job unseen = started.poll();
        if (unseen != null) {
            current = unseen;
            say(Level.INFO, "started", beginning(unseen));
        }
        Job job = current;
        if (job != null) {
            job.suspend();
        }
    }

    /** Waits until what {@link #suspend} has begun is done, for a while, and says so. */
    public void awaitEnd() throws InterruptedException {
        Job job = current;
        if (job != null) {
            job.await(PATIENCE);
            sayEnd(job);
        }
    }
}
