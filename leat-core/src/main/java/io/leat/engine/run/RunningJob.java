// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.plan.Plan;
import io.leat.failure.DeadLetter;
import io.leat.failure.JobFailedException;
import io.leat.graph.Graph;
import io.leat.metric.JobMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The worker host: a pipeline on threads of its own, one for each worker. */
public final class RunningJob implements Job {
    private final JobContext context;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Status> status = new AtomicReference<>(Status.RUNNING);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger atWork;
    private final AtomicInteger present;
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();
    private volatile long endNanos;
    private volatile long wantedEpoch;
    private final List<Snapshot> parts = new ArrayList<>();
    private @Nullable CompletableFuture<Snapshot> snapshot;

    private RunningJob(Graph graph, int workers, InstantSource clock, @Nullable Snapshot from) {
        this.context = new JobContext(Plan.of(graph, workers), clock, from);
        this.atWork = new AtomicInteger(workers);
        this.present = new AtomicInteger(workers);
        this.wantedEpoch = from == null ? 0 : from.epoch();
    }

    /**
     * Starts a job.
     *
     * @param from what it goes on from, made by a job of the same pipeline with any number of workers; null to begin
     */
    public static RunningJob start(Graph graph, int workers, InstantSource clock, @Nullable Snapshot from) {
        RunningJob job = new RunningJob(graph, workers, clock, from);
        job.build(workers);
        for (Replica replica : job.replicas) {
            String name = "leat-" + graph.name() + "-" + job.threads.size();
            job.threads.add(new Thread(new Worker(job, replica), name));
        }
        job.threads.forEach(Thread::start);
        return job;
    }

    private void build(int workers) {
        try {
            for (int worker = 0; worker < workers; worker++) {
                replicas.add(ReplicaBuilder.build(context, worker));
            }
        } catch (RuntimeException e) {
            replicas.forEach(replica -> replica.closeBecauseOf(e));
            throw e;
        }
    }

    // ---- for whoever started it -----------------------------------------------------------------------------------

    @Override
    public String name() {
        return context.plan().graph().name();
    }

    @Override
    public Status status() {
        Status now = Objects.requireNonNull(status.get());
        return !gone.isDone() && now != Status.STOPPING ? Status.RUNNING : now;
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public JobMetrics awaitCompletion() throws InterruptedException {
        awaitGone(Long.MAX_VALUE);
        Throwable cause = failure.get();
        if (cause != null) {
            throw new JobFailedException("job '" + name() + "' failed: " + cause.getMessage(), cause);
        }
        return metrics();
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return awaitGone(atMost.toNanos());
    }

    private boolean awaitGone(long nanos) throws InterruptedException {
        try {
            gone.get(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("it is only ever completed", e);
        }
    }

    /** Runs an action when the last thread of the job has ended, in that thread; at once if it has. */
    public void whenGone(Runnable action) {
        CompletableFuture<?> unused = gone.thenRun(action);
    }

    @Override
    public void stop() {
        status.compareAndSet(Status.RUNNING, Status.STOPPING);
    }

    @Override
    public void cancel() {
        if (end(Status.CANCELLED)) {
            threads.forEach(Thread::interrupt);
        }
    }

    @Override
    public JobMetrics metrics() {
        long until = endNanos == 0 ? System.nanoTime() : endNanos;
        return MetricsReport.of(context.plan(), replicas, Duration.ofNanos(until - startNanos));
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return context.deadLetters().latest();
    }

    /**
     * Asks for a consistent picture of the job. One at a time.
     *
     * @return completed when all workers have met the barrier; exceptionally if the job ends before
     */
    public CompletableFuture<Snapshot> snapshot() {
        synchronized (parts) {
            if (snapshot != null && !snapshot.isDone()) {
                throw new IllegalStateException("a snapshot of job '" + name() + "' is being taken already");
            }
            CompletableFuture<Snapshot> asked = new CompletableFuture<>();
            snapshot = asked;
            parts.clear();
            wantedEpoch++;
            if (isOver()) {
                asked.completeExceptionally(new IllegalStateException("job '" + name() + "' has ended"));
            }
            return asked;
        }
    }

    /** Returns the state of a step that keeps some, a part for each worker that runs it. To be looked at when the job is gone. */
    public List<HeapState<Object, ?>> states(String step) {
        List<HeapState<Object, ?>> parts = new ArrayList<>();
        for (Replica replica : replicas) {
            HeapState<Object, ?> part = replica.state(step);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    // ---- for the workers ------------------------------------------------------------------------------------------

    boolean isOver() {
        Status now = Objects.requireNonNull(status.get());
        return now != Status.RUNNING && now != Status.STOPPING;
    }

    boolean isStopping() {
        return status.get() == Status.STOPPING;
    }

    long wantedEpoch() {
        return wantedEpoch;
    }

    long nowMs() {
        return context.clock().millis();
    }

    void report(Snapshot part) {
        synchronized (parts) {
            parts.add(part);
            if (snapshot != null && parts.size() == replicas.size()) {
                snapshot.complete(Snapshot.of(part.epoch(), parts));
            }
        }
    }

    /** A worker has nothing more to do; it stays, for the epochs of the others, until all have nothing more. */
    void workerHasEnded() {
        if (atWork.decrementAndGet() == 0) {
            end(Status.COMPLETED);
        }
    }

    void fail(Throwable cause) {
        if (isOver() && status.get() != Status.COMPLETED) {
            return; // it has failed already, or was cancelled and interrupted
        }
        failure.compareAndSet(null, cause);
        status.set(Status.FAILED);
        for (Thread thread : threads) { // one may be waiting inside a sink
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    private boolean end(Status how) {
        return status.compareAndSet(Status.RUNNING, how) || status.compareAndSet(Status.STOPPING, how);
    }

    void workerIsGone() {
        endNanos = System.nanoTime();
        synchronized (parts) {
            if (snapshot != null) {
                snapshot.completeExceptionally(new IllegalStateException("job '" + name() + "' has ended"));
            }
        }
        if (present.decrementAndGet() == 0) {
            gone.complete(null);
        }
    }
}
