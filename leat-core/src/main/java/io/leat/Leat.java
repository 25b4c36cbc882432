// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.engine.run.InlineHost;
import io.leat.engine.run.RunningJob;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.metric.JobMetrics;
import io.leat.processor.InlineEngine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The engine, embedded in a program: it runs pipelines as jobs, each on threads of its own.
 *
 * <p>Thread-safe. {@link #close} cancels what still runs.
 */
public final class Leat implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Options options;
    /** Those that run: a job that has ended is its starter's alone. */
    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    private Leat(Options options) {
        this.options = options;
    }

    /** What can be chosen when the engine is opened. */
    public static final class Options {
        private int parallelism = 1;
        private InstantSource clock = InstantSource.system();

        private Options() {}

        /**
         * Sets how many threads a job has; 1 unless set. State is divided between them by key.
         *
         * @param threads from 1 to 128
         */
        public Options parallelism(int threads) {
            if (threads < 1 || threads > 128) {
                throw new IllegalArgumentException("a parallelism of " + threads + ": give 1 to 128 threads");
            }
            parallelism = threads;
            return this;
        }

        /** Sets the clock that timers of the clock and the skew guard go by; the system's unless set. */
        public Options clock(InstantSource source) {
            clock = source;
            return this;
        }
    }

    /** Opens an engine that keeps everything in memory. */
    public static Leat inMemory() {
        return inMemory(options -> {});
    }

    /** Opens an engine that keeps everything in memory, with options. */
    public static Leat inMemory(Consumer<Options> choices) {
        Options options = new Options();
        choices.accept(options);
        return new Leat(options);
    }

    /**
     * Starts a pipeline as a job.
     *
     * @throws PipelineException if a source or sink cannot be opened, or the plan cannot be made
     * @throws IllegalStateException if the engine is closed
     */
    public Job start(Pipeline pipeline) {
        checkOpen();
        RunningJob job = RunningJob.start(pipeline.graph(), options.parallelism, options.clock, null);
        jobs.add(job);
        job.whenGone(() -> jobs.remove(job));
        if (closed) { // perhaps after the others were cancelled
            job.cancel();
            awaitEnd(job);
            checkOpen();
        }
        return job;
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the engine is closed");
        }
    }

    /** Builds the pipeline of a factory and starts it. */
    public Job start(String name, PipelineFactory factory, Parameters args) {
        return start(Pipeline.of(name, factory, args));
    }

    /** Cancels the jobs that still run and waits for their threads. */
    @Override
    public void close() {
        closed = true;
        List<Job> running = List.copyOf(jobs);
        running.forEach(Job::cancel);
        running.forEach(Leat::awaitEnd);
    }

    private static void awaitEnd(Job job) {
        try {
            job.await(LONGEST_WAIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns the engine in the caller's thread, for {@link StreamProcessor}. */
    static InlineEngine inline() {
        return (graph, clock) -> new InlineRun(InlineHost.open(graph, clock, null));
    }

    private record InlineRun(InlineHost host) implements InlineEngine.Run {
        @Override
        public boolean step() {
            return host.step();
        }

        @Override
        public List<DeadLetter> takeDeadLetters() {
            return host.takeDeadLetters();
        }

        @Override
        public void visitWindows(String step, InlineEngine.WindowVisitor visitor) {
            host.windows(step).visit((key, span, value) -> visitor.keeps(key, span.start(), span.end(), value));
        }

        @Override
        public JobMetrics metrics() {
            return host.metrics();
        }
    }
}
