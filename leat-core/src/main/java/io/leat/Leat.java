// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.engine.disk.Disk;
import io.leat.engine.disk.DiskLockedException;
import io.leat.engine.disk.LocalDisk;
import io.leat.engine.failure.Retry;
import io.leat.engine.run.InlineHost;
import io.leat.engine.run.JobInspection;
import io.leat.engine.run.JobPacking;
import io.leat.engine.run.KeptLetters;
import io.leat.engine.run.Launcher;
import io.leat.engine.run.ProcessorDirectory;
import io.leat.engine.run.RunningJob;
import io.leat.failure.DeadLetter;
import io.leat.failure.PipelineException;
import io.leat.failure.StoredLetter;
import io.leat.graph.Graph;
import io.leat.inspect.KeptJob;
import io.leat.metric.JobMetrics;
import io.leat.processor.InlineEngine;
import io.leat.processor.InlineEngine.Keeping;
import io.leat.processor.InlineEngine.KeptEvents;
import io.leat.time.Millis;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The engine, embedded in a program: it runs pipelines as jobs, each on threads of its own.
 *
 * <p>Thread-safe. {@link #close} cancels what still runs.
 */
public final class Leat implements AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final Launcher launcher;
    /** Where jobs are kept, and what keeps others out; null in memory. */
    private final @Nullable OpenDirectory directory;

    private final @Nullable Thread hook;

    /** Those that run: a job that has ended is its starter's alone. */
    private final Set<Job> jobs = ConcurrentHashMap.newKeySet();

    private final List<OnStart> onStart = new CopyOnWriteArrayList<>();

    private volatile boolean closed;

    private Leat(Options options, @Nullable OpenDirectory directory) {
        this.directory = directory;
        this.launcher = new Launcher(
                options.parallelism,
                options.clock,
                new Launcher.Epochs(options.epochMs, options.historyMs),
                Set.copyOf(options.dropped),
                options.stateOnHeap,
                new Retry(options.patienceMs));
        this.hook = options.suspendOnShutdown ? new Thread(this::close, "leat-shutdown") : null;
        if (hook != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    private record OpenDirectory(Disk disk, Closeable lock) {}

    /** What can be chosen when the engine is opened. */
    public static final class Options {
        private int parallelism = 1;
        private InstantSource clock = InstantSource.system();
        private long epochMs = Launcher.Epochs.STANDARD.everyMs();
        private long historyMs;
        private boolean suspendOnShutdown;
        private final Set<String> dropped = new HashSet<>();
        private long stateOnHeap = Long.MAX_VALUE;
        private long patienceMs = Launcher.STANDARD_PATIENCE_MS;

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

        /**
         * Sets how often an epoch ends: a second unless set. What has not been sealed with an epoch when the process is killed is
         * done again; results that wait for the end of an epoch come so much later.
         *
         * @param every from a millisecond to an hour
         */
        public Options epochs(Duration every) {
            long ms = Millis.positive("the time between epochs", every);
            if (ms > Duration.ofHours(1).toMillis()) {
                throw new IllegalArgumentException("an epoch every " + every + ": give an hour or less");
            }
            epochMs = ms;
            return this;
        }

        /**
         * Keeps snapshots of the past, so that {@link Job#asOf} can tell how a job stood: some, not every epoch. Not at all unless set.
         *
         * @param back how far they go back, at least a millisecond; the disk has to have room for some times the state
         */
        public Options history(Duration back) {
            historyMs = Millis.positive("how far the past is kept", back);
            return this;
        }

        /**
         * Lets steps begin anew whose state in the directory does not fit the pipeline any more: they were removed or renamed, or keep
         * something else now. The position of a source and what a sink remembers are state too. What is in the directory for such a
         * step is lost when the job starts; state that fits is kept, whether named here or not.
         */
        public Options dropState(String... steps) {
            dropped.addAll(List.of(steps));
            return this;
        }

        /**
         * Lets jobs be suspended when the process is asked to end, by Ctrl-C or SIGTERM: they keep what they have and go on when
         * they are started again. Without it such an end is like any other, and costs what came since the last epoch a repetition.
         */
        public Options suspendOnShutdown() {
            suspendOnShutdown = true;
            return this;
        }

        /**
         * Sets how much state a job keeps on the heap; all of it unless set. Of what does not fit, those keys that have not been used for
         * longest are in files of the job's directory, and read back when they are used: the job slows down, and goes on. A job in memory
         * has no such files, so this is refused there.
         *
         * <p>What counts is the state as it is written, of which the heap needs three to six times as much; what changes within one
         * epoch comes on top, as do 11 to 21 bytes for each key that is not on the heap. Timers of single keys, tables that {@link
         * EventStream#broadcast} makes and what lookups wait for stay on the heap.
         *
         * @param bytes for each job, divided evenly between its threads; 1 or more
         */
        public Options stateOnHeap(long bytes) {
            if (bytes < 1) {
                throw new IllegalArgumentException("state of at most " + bytes + " bytes on the heap: give 1 or more");
            }
            stateOnHeap = bytes;
            return this;
        }

        /**
         * Sets how long a job waits for a source or sink that cannot be reached, such as a broker or a database that restarts, before it
         * stops; five minutes unless set. Meanwhile it tries again, once a second at least, and says so in the log {@code io.leat}. Nothing is lost when it
         * stops: it goes on when it is started again, if it has a directory.
         *
         * @param time at least a millisecond
         */
        public Options patience(Duration time) {
            patienceMs = Millis.positive("the time to wait for what cannot be reached", time);
            return this;
        }

        /** Sets the clock that timers of the clock and the skew guard go by; the system's unless set. */
        public Options clock(InstantSource source) {
            clock = source;
            return this;
        }
    }

    /**
     * Opens an engine that keeps everything of its jobs in a directory: killed at any moment and started again, a job goes on, and
     * nothing is lost or comes twice.
     *
     * @param directory made if it is not there
     * @throws IllegalStateException if another engine, in this process or another, has opened it
     * @throws UncheckedIOException if it cannot be read or written
     */
    public static Leat open(Path directory) {
        return open(directory, options -> {});
    }

    /** Opens an engine that keeps everything of its jobs in a directory, with options; see {@link #open(Path)}. */
    public static Leat open(Path directory, Consumer<Options> choices) {
        Options options = new Options();
        choices.accept(options);
        try {
            Files.createDirectories(directory);
            Disk disk = new LocalDisk(directory);
            return new Leat(options, new OpenDirectory(disk, disk.lock()));
        } catch (DiskLockedException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (FileAlreadyExistsException e) {
            throw new UncheckedIOException(
                    e.getFile() + " is a file: give a directory, or a path where there is nothing", e);
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + directory + " cannot be opened: " + e.getMessage(), e);
        }
    }

    /**
     * Looks at what a directory keeps of its jobs, as of the last epoch of each. It changes nothing and takes no lock, so the jobs may
     * run: then the epoch is one that was the last a moment ago. All state is read and checked, which takes time where it is large.
     *
     * @param directory one that was opened with {@link #open(Path)}, or that of one job in it
     * @return the jobs by name, at least one. One that is damaged says so in {@link KeptJob#damage}
     * @throws UncheckedIOException if there is none, or the directory cannot be read
     */
    public static List<KeptJob> inspect(Path directory) {
        try {
            return JobInspection.of(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Returns the names of the jobs that a directory keeps, in the order of those of their directories; none if it is not there. Nothing
     * is read of them.
     *
     * @param directory one that was opened with {@link #open(Path)}, or will be
     * @throws UncheckedIOException if the directory cannot be read
     */
    public static List<String> jobs(Path directory) {
        try {
            return JobInspection.names(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Returns the dead letters in a directory that no engine has opened, oldest first.
     *
     * @param pipeline the name of the job's pipeline
     * @throws UncheckedIOException if the directory cannot be read, or is in use
     */
    public static List<StoredLetter> deadLetters(Path directory, String pipeline) {
        try {
            return KeptLetters.list(new LocalDisk(directory), pipeline);
        } catch (IOException e) {
            throw cannotRead(directory, e);
        }
    }

    /**
     * Has dead letters tried again: when the job is started next, their records go to their step once more, before anything else, and
     * each of them exactly once. They keep their time, so windows may be over that they were for: then they are late. Letters of steps
     * with several inputs, and text or bytes that a source could not read, are left out.
     *
     * @return how many letters that was asked for
     * @throws UncheckedIOException if the directory cannot be read or written, or is in use
     */
    public static int replayDeadLetters(Path directory, String pipeline, Predicate<? super StoredLetter> which) {
        try {
            return KeptLetters.replay(new LocalDisk(directory), pipeline, which, InstantSource.system());
        } catch (IOException e) {
            throw cannotRead(directory, e);
        }
    }

    private static UncheckedIOException cannotRead(Path directory, IOException e) {
        return new UncheckedIOException("the dead letters in " + directory + " cannot be read: " + e.getMessage(), e);
    }

    /**
     * Packs a job that does not run into one file, to be sent or kept. It is checked before.
     *
     * @param directory one that was opened with {@link #open(Path)} and has one job, or that of one job in it
     * @param file is made
     * @return the job that was packed
     * @throws UncheckedIOException if there is no job or more than one, it is running or damaged, or the file is there or cannot be
     *     written. No file is left then
     */
    public static KeptJob pack(Path directory, Path file) {
        try {
            return JobPacking.pack(directory, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /**
     * Unpacks a file that {@link #pack} made, so that the job can go on from there.
     *
     * @param directory to be opened with {@link #open(Path)}; made if it is not there
     * @return the job
     * @throws UncheckedIOException if the file is not what was written, the directory has a job of that name, or cannot be written. What
     *     is there then is no job
     */
    public static KeptJob unpack(Path file, Path directory) {
        try {
            return JobPacking.unpack(file, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** Opens an engine that keeps everything in memory. */
    public static Leat inMemory() {
        return inMemory(options -> {});
    }

    /**
     * Opens an engine that keeps everything in memory, with options.
     *
     * @throws IllegalArgumentException if {@link Options#stateOnHeap} is set
     */
    public static Leat inMemory(Consumer<Options> choices) {
        Options options = new Options();
        choices.accept(options);
        if (options.stateOnHeap != Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "stateOnHeap(" + options.stateOnHeap + ") without a directory: what has no"
                            + " room on the heap is kept in the job's directory. Use Leat.open(directory, …), or leave it out");
        }
        return new Leat(options, null);
    }

    /**
     * Starts a pipeline as a job.
     *
     * <p>From a directory it goes on where it was when it was suspended, killed, cancelled or failed. If it had completed, nothing is
     * left to do, and {@link Job#hadEnded} says so.
     *
     * @throws PipelineException if a source or sink cannot be opened, the plan cannot be made, or what is in the directory does
     *     not fit the pipeline
     * @throws IllegalStateException if the engine is closed
     */
    public Job start(Pipeline pipeline) {
        checkOpen();
        Job job = directory == null
                ? launcher.inMemory(pipeline.graph(), this::starts)
                : launcher.inDirectory(pipeline.graph(), directory.disk(), this::starts);
        if (job instanceof RunningJob running) {
            jobs.add(running);
            running.whenGone(() -> jobs.remove(running));
        }
        if (closed) { // perhaps after the others were cancelled
            job.cancel();
            awaitEnd(job);
            checkOpen();
        }
        return job;
    }

    /** Returns the jobs that run, in no order. */
    public List<Job> jobs() {
        return List.copyOf(jobs);
    }

    /**
     * Has something done with each job that is started from now on, before it reads its first record, in the thread that starts it.
     * What it throws keeps the job from starting.
     *
     * @return to be closed when it is not to be done any more; the engine holds the action until then
     */
    public OnStart onStart(Consumer<? super Job> action) {
        OnStart added = new OnStart(action);
        onStart.add(added);
        return added;
    }

    /** Something that is done with each job that is started, until this is closed. */
    public final class OnStart implements AutoCloseable {
        private final Consumer<? super Job> action;

        private OnStart(Consumer<? super Job> action) {
            this.action = action;
        }

        /** Has it done no more; with a job that is being started at this moment perhaps still. */
        @Override
        public void close() {
            onStart.remove(this);
        }
    }

    private void starts(Job job) {
        onStart.forEach(each -> each.action.accept(job));
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

    /**
     * Ends the jobs that still run, and waits for their threads: those with a directory are suspended, others are cancelled.
     */
    @Override
    public void close() {
        closed = true;
        List<Job> running = List.copyOf(jobs);
        running.forEach(directory == null ? Job::cancel : Job::suspend);
        running.forEach(Leat::awaitEnd);
        List.copyOf(jobs)
                .forEach(
                        job -> { // one that cannot be suspended in time, or was being stopped
                            job.cancel();
                            awaitEnd(job);
                        });
        unlock();
        forgetHook();
    }

    private void forgetHook() {
        try {
            if (hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
        } catch (IllegalStateException e) {
            // the process is ending, and this may be the hook itself
        }
    }

    private void unlock() {
        try {
            if (directory != null) {
                directory.lock().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        return new InlineEngine() {
            @Override
            public Run open(Graph graph, InstantSource clock) {
                return new InlineRun(InlineHost.open(graph, clock, null));
            }

            @Override
            public <T> KeptEvents<T> open(Keeping keeping, InstantSource clock, Class<T> type) {
                return ProcessorDirectory.open(keeping, clock, type);
            }
        };
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
