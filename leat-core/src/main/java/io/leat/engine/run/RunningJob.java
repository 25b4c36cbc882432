// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.Job;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.directory.JobDirectory;
import io.leat.engine.letter.LetterStore;
import io.leat.engine.observe.JobObservation;
import io.leat.engine.observe.Questions;
import io.leat.engine.observe.Retries;
import io.leat.engine.plan.Plan;
import io.leat.engine.replica.EpochPart;
import io.leat.engine.replica.JobContext;
import io.leat.engine.replica.Replica;
import io.leat.engine.replica.ReplicaBuilder;
import io.leat.failure.DeadLetter;
import io.leat.failure.JobFailedException;
import io.leat.graph.Graph;
import io.leat.history.AsOf;
import io.leat.history.EventHistory;
import io.leat.metric.EpochMetrics;
import io.leat.metric.JobMetrics;
import io.leat.observe.Observation;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The worker host: a pipeline on threads of its own, one for each worker. */
public final class RunningJob implements Job {
    private final JobContext context;
    private final @Nullable JobDirectory directory;
    private final LongSupplier nanos;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Status> status = new AtomicReference<>(Status.RUNNING);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicInteger atWork;
    private final AtomicInteger present = new AtomicInteger();
    private final CompletableFuture<@Nullable Void> gone = new CompletableFuture<>();
    private final long startNanos = System.nanoTime();
    private volatile long endNanos;
    private volatile @Nullable EpochKeeper keeper;
    private final Pictures pictures;
    private final Questions questions = new Questions(replicas, gone::isDone);

    /** How a job ends with its last epoch. */
    enum Ending {
        /** All input has ended, and all results are out. */
        COMPLETED,
        /** It is to go on another time. */
        SUSPENDED
    }

    private RunningJob(JobContext context, int workers, @Nullable JobDirectory directory, LongSupplier nanos) {
        this.context = context;
        this.directory = directory;
        this.nanos = nanos;
        this.atWork = new AtomicInteger(workers);
        this.pictures = new Pictures(
                workers, context.restored() == null ? 0 : context.restored().epoch());
    }

    /**
     * Starts a job that keeps everything in memory.
     *
     * @param from what it goes on from, made by a job of the same pipeline with any number of workers; null to begin
     */
    public static RunningJob start(Graph graph, int workers, InstantSource clock, @Nullable Snapshot from) {
        return start(graph, Launcher.standard(workers, clock, Long.MAX_VALUE), from, job -> {});
    }

    /** Starts a job that keeps everything in memory, as it was chosen for all jobs. */
    static RunningJob start(Graph graph, Launcher launcher, @Nullable Snapshot from, Consumer<? super Job> first) {
        JobContext context = new JobContext(
                Plan.of(graph, launcher.workers()),
                launcher.clock(),
                launcher.retry(),
                JobContext.Durability.none(),
                from == null ? null : from.restart());
        RunningJob job = new RunningJob(context, launcher.workers(), null, System::nanoTime);
        job.build(launcher.workers(), 0, null);
        return job.begin(first);
    }

    /** Starts a job that ends epochs and seals them in a directory, which it then owns. */
    public static RunningJob start(EpochSetup setup) throws IOException {
        return start(setup, job -> {});
    }

    static RunningJob start(EpochSetup setup, Consumer<? super Job> first) throws IOException {
        return prepared(setup, System::nanoTime).begin(first);
    }

    /** Returns a job that is ready to be run, by {@link #begin} or by somebody who does what its threads would do. */
    static RunningJob prepared(EpochSetup setup, LongSupplier nanos) throws IOException {
        EpochSetup.Begun begun = setup.begin();
        int workers = begun.context().plan().workers();
        RunningJob job = new RunningJob(begun.context(), workers, begun.directory(), nanos);
        job.build(workers, setup.launcher().epochs().everyMs(), begun.letters());
        return job;
    }

    private RunningJob begin(Consumer<? super Job> first) {
        try {
            first.accept(this);
        } catch (RuntimeException e) {
            closeBecauseOf(e);
            throw e;
        }
        String prefix = "leat-" + name() + "-";
        for (Worker worker : workers()) {
            threads.add(new Thread(worker, prefix + threads.size()));
        }
        EpochKeeper epochs = keeper;
        if (epochs != null) {
            threads.add(new Thread(new Attendant(this, epochs::work, () -> {}), prefix + "epochs"));
            for (Delivery delivery : deliveries) {
                threads.add(new Thread(new Attendant(this, delivery::work, delivery::close), prefix + "delivery"));
            }
        }
        present.set(threads.size());
        threads.forEach(Thread::start);
        return this;
    }

    private void build(int workers, long everyMs, @Nullable LetterStore letters) {
        try {
            for (int worker = 0; worker < workers; worker++) {
                replicas.add(ReplicaBuilder.build(context, worker));
            }
            if (directory != null) {
                deliveries.addAll(Delivery.openAll(context, directory, letters));
                keeper = new EpochKeeper(directory, deliveries, new Insides(), everyMs);
            }
        } catch (RuntimeException e) {
            closeBecauseOf(e);
            throw e;
        }
    }

    private void closeBecauseOf(RuntimeException because) {
        replicas.forEach(replica -> replica.closeBecauseOf(because));
        try {
            closeDirectory();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private void closeDirectory() throws IOException {
        try {
            context.durability().logs().close();
        } finally {
            if (directory != null) {
                directory.close();
            }
        }
    }

    /** What the epochs are told of the job. */
    private final class Insides implements EpochKeeper.Surroundings {
        @Override
        public int workers() {
            return replicas.size();
        }

        @Override
        public long nanos() {
            return nanos.getAsLong();
        }

        @Override
        public JobContext context() {
            return context;
        }

        @Override
        public void forceSinks(long epoch) {
            replicas.forEach(replica -> replica.forceSinks(epoch));
        }

        @Override
        public boolean isOver() {
            return RunningJob.this.isOver();
        }

        @Override
        public void ends(Ending how) {
            end(how == Ending.COMPLETED ? Status.COMPLETED : Status.SUSPENDED);
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
        boolean stopping = now == Status.STOPPING || now == Status.SUSPENDING;
        return !gone.isDone() && !stopping ? Status.RUNNING : now;
    }

    @Override
    public Graph graph() {
        return context.plan().graph();
    }

    @Override
    public boolean isDurable() {
        return context.durability().directory();
    }

    @Override
    public Observation observe() {
        return new JobObservation(context, questions);
    }

    @Override
    public void tryAgain(DeadLetter letter, Object value) {
        Retries.check(letter, value, graph());
        Retries.attempt(letter, value, questions, this::isOver);
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
    public void suspend() {
        EpochKeeper epochs = keeper;
        if (epochs == null || !context.durability().directory()) {
            throw new IllegalStateException("job '" + name()
                    + "' cannot be suspended, since it keeps nothing in a directory: start it from Leat.open(directory), or"
                    + " stop() or cancel() it");
        }
        if (status.compareAndSet(Status.RUNNING, Status.SUSPENDING)) {
            epochs.end(Ending.SUSPENDED);
        }
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
        EpochKeeper epochs = keeper;
        return MetricsReport.of(
                context,
                replicas,
                Duration.ofNanos(until - startNanos),
                epochs == null ? EpochMetrics.NONE : epochs.metrics());
    }

    @Override
    public AsOf asOf(Instant arrival) {
        if (directory == null || !context.durability().directory() || gone.isDone()) {
            return Job.super.asOf(arrival);
        }
        try {
            return PastRun.of(arrival, context, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("the past of job '" + name() + "' cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<Resumed> resumedFrom() {
        return MetricsReport.resumedFrom(context);
    }

    @Override
    public <T> EventHistory<T> history(String source, Class<T> type) {
        return SourceLogs.history(context, source, type);
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return context.deadLetters().latest();
    }

    /**
     * Asks for a consistent picture of a job that keeps everything in memory. One at a time.
     *
     * @return completed when all workers have met the barrier; exceptionally if the job ends before
     */
    public CompletableFuture<Snapshot> snapshot() {
        return pictures.ask(name(), isOver());
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

    // ---- for whoever does what the threads would do ---------------------------------------------------------------

    List<Worker> workers() {
        return replicas.stream().map(replica -> new Worker(this, replica)).toList();
    }

    @Nullable
    EpochKeeper keeper() {
        return keeper;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    /** Says how many there are that call {@link #threadIsGone}. */
    void present(int threadsInPlace) {
        present.set(threadsInPlace);
    }

    // ---- for the threads ------------------------------------------------------------------------------------------

    boolean isOver() {
        Status now = Objects.requireNonNull(status.get());
        return now != Status.RUNNING && now != Status.STOPPING && now != Status.SUSPENDING;
    }

    boolean isStopping() {
        return status.get() == Status.STOPPING;
    }

    long wantedEpoch() {
        EpochKeeper epochs = keeper;
        return epochs == null ? pictures.wanted() : epochs.wanted();
    }

    boolean isLastEpoch(long epoch) {
        EpochKeeper epochs = keeper;
        return epochs != null && epochs.isLast(epoch);
    }

    /** Returns whether all input has ended before an epoch. */
    boolean completesWith(long epoch) {
        EpochKeeper epochs = keeper;
        return epochs != null && epochs.completesWith(epoch);
    }

    /** Returns the epoch that was sealed last; 0 if there is none. */
    long sealedEpoch() {
        EpochKeeper epochs = keeper;
        return epochs == null ? 0 : epochs.sealed();
    }

    void hurryEpoch() {
        EpochKeeper epochs = keeper;
        if (epochs != null) {
            epochs.hurry();
        }
    }

    long nowMs() {
        return context.clock().millis();
    }

    long nanos() {
        return nanos.getAsLong();
    }

    void report(EpochPart part) {
        EpochKeeper epochs = keeper;
        if (epochs == null) {
            pictures.add(part);
        } else {
            epochs.report(part);
        }
    }

    /** A worker has nothing more to do; it stays, for the epochs of the others, until all have nothing more. */
    void workerHasEnded() {
        if (atWork.decrementAndGet() > 0) {
            return;
        }
        EpochKeeper epochs = keeper;
        if (epochs == null) {
            end(Status.COMPLETED);
        } else {
            epochs.end(Ending.COMPLETED);
        }
    }

    void fail(Throwable cause) {
        if (isOver() && status.get() != Status.COMPLETED) {
            return; // it has failed already, or was cancelled and interrupted
        }
        failure.compareAndSet(
                null, cause instanceof IOError ? Objects.requireNonNullElse(cause.getCause(), cause) : cause);
        status.set(Status.FAILED);
        for (Thread thread : threads) { // one may be waiting inside a sink
            if (thread != Thread.currentThread()) {
                thread.interrupt();
            }
        }
    }

    private boolean end(Status how) {
        return status.compareAndSet(Status.RUNNING, how)
                || status.compareAndSet(Status.STOPPING, how)
                || status.compareAndSet(Status.SUSPENDING, how);
    }

    void threadIsGone() {
        endNanos = System.nanoTime();
        pictures.end(name());
        if (present.decrementAndGet() == 0) {
            try {
                closeDirectory();
            } catch (IOException e) {
                fail(e);
            }
            gone.complete(null);
        }
    }
}
