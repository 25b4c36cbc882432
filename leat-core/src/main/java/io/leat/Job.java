// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.DeadLetter;
import io.leat.failure.JobFailedException;
import io.leat.graph.Graph;
import io.leat.history.AsOf;
import io.leat.history.EventHistory;
import io.leat.metric.JobMetrics;
import io.leat.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A pipeline that runs. Thread-safe. */
public interface Job {
    /** How far a job has come. */
    enum Status {
        RUNNING,
        /** It reads no more and finishes what it has read. */
        STOPPING,
        /** It reads no more, and keeps what it has for another time. */
        SUSPENDING,
        /** It has kept what it had, and goes on from there when it is started from its directory again. */
        SUSPENDED,
        /** Its input has ended, or it was stopped, and every result is out. */
        COMPLETED,
        /** It was cancelled before every result was out. */
        CANCELLED,
        /** It could not go on; {@link Job#failure} says why. */
        FAILED
    }

    /** Returns the name of the pipeline. */
    String name();

    /** Returns how far the job has come. */
    Status status();

    /** Returns what made the job fail; empty if it did not. */
    Optional<Throwable> failure();

    /**
     * Waits for the job to end, and returns what it has done.
     *
     * @throws JobFailedException if it failed; the cause is what was thrown
     * @throws InterruptedException if interrupted while waiting; the job goes on
     */
    JobMetrics awaitCompletion() throws InterruptedException;

    /**
     * Waits for the job to end, for some time.
     *
     * @return whether it has ended, in whatever way
     * @throws InterruptedException if interrupted while waiting; the job goes on
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Makes the job read no more, take its input for ended, and give all results. Returns at once; see {@link #await}. */
    void stop();

    /**
     * Makes a job that keeps its state in a directory read no more and keep what it has, open windows included: started from that
     * directory again, it goes on. Returns at once; see {@link #await}.
     *
     * @throws IllegalStateException if the job keeps nothing in a directory
     */
    void suspend();

    /** Makes the job end as soon as it can; open windows give no results. Returns at once; see {@link #await}. */
    void cancel();

    /**
     * What a job goes on from.
     *
     * @param epoch its number, from 1
     * @param sealedAt when it was sealed, by the engine's clock
     * @param in how many records had been read
     */
    record Resumed(long epoch, Instant sealedAt, long in) {}

    /** Returns from where the job goes on that was found in its directory; empty if it began. */
    default Optional<Resumed> resumedFrom() {
        return Optional.empty();
    }

    /** Returns whether the job had completed before it was started, from a directory, so that there was nothing to do. */
    default boolean hadEnded() {
        return false;
    }

    /** Returns what the job has done so far, earlier lives of a job with a directory included. */
    JobMetrics metrics();

    /**
     * Makes the past again: how the job stood when everything had arrived up to some time, and nothing later. In the caller's thread; it
     * takes as long as the events since the last snapshot before that time take, and memory for the state and the results since.
     *
     * <p>It is there as far as snapshots are kept ({@link Leat.Options#history}), or the logs of all sources reach back to the beginning.
     *
     * @throws IllegalArgumentException if that is not kept any more, or a source has no log; the message says what is there
     * @throws IllegalStateException if the job keeps nothing in a directory, or has ended
     * @throws java.io.UncheckedIOException if the directory cannot be read
     */
    default AsOf asOf(Instant arrival) {
        throw new IllegalStateException("job '" + name() + "' has ended, or keeps nothing in a directory");
    }

    /**
     * Returns the events that a source of this job was given, from the log in the job's directory. It can be asked while the job runs, and
     * when it has ended.
     *
     * @param source the name of its step
     * @throws IllegalArgumentException if there is no such source, it has no log, or its events are not of that class
     */
    <T> EventHistory<T> history(String source, Class<T> type);

    /** Returns the steps of the pipeline. */
    Graph graph();

    /** Returns whether the job goes on from a directory when it was killed. */
    boolean isDurable();

    /**
     * Begins to look at what the job does. Several can look at once; to be closed.
     *
     * @see Observation
     */
    Observation observe();

    /**
     * Gives a record to its step once more, after what the job is at: a dead letter, as it is or mended. It keeps its time, so windows may
     * be over that it was for: then it is late. If it fails again, there is another dead letter.
     *
     * <p>What comes of it is in the epoch that goes on now: if the process is killed before that is sealed, it was not tried. The letter
     * stays among those that are shown and kept.
     *
     * @param value in place of the letter's record, of the class that the step takes; for a source of the class of its records
     * @throws IllegalArgumentException if the step cannot be given it: it has several inputs, or a value of another class was given to a
     *     source
     * @throws IllegalStateException if the job has ended
     */
    void tryAgain(DeadLetter letter, Object value);

    /** Returns the latest dead letters, oldest first, at most 1,000. {@code metrics().failed()} counts all. */
    List<DeadLetter> deadLetters();
}
