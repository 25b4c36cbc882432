// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.observe;

import io.leat.graph.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.concurrent.TimeoutException;

/**
 * A look at a running job, as of {@link io.leat.Job#observe}. While one is open, each thread of the job takes note of some of the
 * records that it handles: of all while they are few, of the first of every 20 ms where there are more than 2,000 a second. What is
 * not looked at costs the way of an event one comparison.
 *
 * <p>Of each output of a step the latest are kept, in memory, as they are: as references to the values, which nobody may change. Numbers
 * count what was taken note of at that output, from 0. Thread-safe. Can be asked when the job has ended.
 *
 * <p>All methods that take the name of a step throw a {@link NoSuchElementException} if the job has none of that name.
 */
public interface Observation extends AutoCloseable {
    /** How many of each output are kept. */
    int KEPT = 4_096;

    /**
     * Returns records that left an output of a step, oldest first: of those kept the latest, at most so many. Behind a {@code keyBy}
     * they have their key.
     *
     * @param output as in {@link Step}: {@link Step#MAIN} …
     * @param after only those with a larger number; -1 for all
     */
    List<Seen> seen(String step, int output, long after, int atMost);

    /**
     * Returns results of a step with windows, oldest first, with what closed them; none for other steps.
     *
     * @param after only those with a larger number; -1 for all
     */
    List<Fired> fired(String step, long after, int atMost);

    /**
     * Returns records that were too late for a step, oldest first, with the watermark that they were behind.
     *
     * @param after only those with a larger number; -1 for all
     */
    List<Missed> missed(String step, long after, int atMost);

    /**
     * Returns the records that went into a result: of its key and window, read before it came, and not too late. Records on which the
     * aggregate failed, which are dead letters, may be among them.
     *
     * @throws IllegalArgumentException if the step has no windows
     */
    Inputs inputs(String step, Fired result);

    /**
     * Returns the windows of a step that an event of some time belongs to, earliest first: at most the latest 100. Of sessions the one
     * that it would open by itself; none where windows go by the number of events, or for steps without windows.
     */
    List<Span> windowsOf(String step, Instant time);

    /** Returns where the partitions of all sources stand. */
    List<Progress> progress();

    /**
     * Looks at windows that a step keeps now, in the threads of the job, between two records.
     *
     * @param atMost of how many windows; more are not looked at
     * @return in no order; none for a step whose windows cannot be told, such as count windows
     * @throws TimeoutException if a thread of the job did not answer in time: it is held up, by a sink for example
     */
    List<Kept> windows(String step, int atMost, Duration timeout) throws TimeoutException, InterruptedException;

    /**
     * Looks at the value that a step has for each key now: a running aggregate, or {@code latest}.
     *
     * @param atMost of how many keys; more are not looked at
     * @return in no order; none for other steps
     * @throws TimeoutException if a thread of the job did not answer in time
     */
    List<Kept> values(String step, int atMost, Duration timeout) throws TimeoutException, InterruptedException;

    /**
     * Finds out about how large the state of a step is now: how many bytes its keys and values take when they are written, told from some
     * 256 of them in each thread; timers, and what lookups wait for, do not count.
     *
     * @return 0 for a step that keeps none; empty if that cannot be told, as in a job in memory whose values have no codec
     * @throws TimeoutException if a thread of the job did not answer in time
     */
    OptionalLong stateBytes(String step, Duration timeout) throws TimeoutException, InterruptedException;

    /** Looks no more. When nobody does, what was taken note of is forgotten. */
    @Override
    void close();
}
