// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.metric;

import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;

/**
 * What a job has done so far.
 *
 * @param job the name of the job
 * @param elapsed since it began, until it ended
 * @param steps its steps in the order of their definition
 * @param lateness for each source that knows its events' time, how far its events were out of order
 * @param workers its threads
 * @param epochs how it is made to survive
 */
public record JobMetrics(
        String job,
        Duration elapsed,
        List<StepMetrics> steps,
        List<LatenessAdvice> lateness,
        List<WorkerMetrics> workers,
        EpochMetrics epochs) {
    public JobMetrics {
        steps = List.copyOf(steps);
        lateness = List.copyOf(lateness);
        workers = List.copyOf(workers);
    }

    /**
     * Returns the metrics of a step.
     *
     * @throws NoSuchElementException if there is none of that name; the message lists those there are
     */
    public StepMetrics step(String name) {
        return steps.stream()
                .filter(s -> s.step().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no step '" + name + "' in job '" + job + "': there are "
                        + steps.stream().map(StepMetrics::step).toList()));
    }

    /** Returns how many records the sources have read, unreadable ones included. */
    public long in() {
        return steps.stream()
                .filter(s -> s.kind().equals("from"))
                .mapToLong(StepMetrics::in)
                .sum();
    }

    /** Returns how many records filters have dropped. */
    public long filtered() {
        return sum(StepMetrics::filtered);
    }

    /** Returns how often a record came too late for a step; a record that is late for three windowed steps counts three times. */
    public long late() {
        return sum(StepMetrics::late);
    }

    /** Returns how often a record missed some of its windows. */
    public long partiallyLate() {
        return sum(StepMetrics::partiallyLate);
    }

    /** Returns how many records failed: dead letters and skipped ones. */
    public long failed() {
        return sum(StepMetrics::failed);
    }

    /** Returns how many windows were opened. */
    public long windows() {
        return sum(StepMetrics::windows);
    }

    /**
     * Returns {@code in - filtered - failed}, at least zero: what went all the way, where each record becomes at most one.
     * Behind a {@code flatMap}, where streams branch, and where a window or a join fails on a result, look at the steps.
     */
    public long processed() {
        return Math.max(0, in() - filtered() - failed());
    }

    /** Returns how many results sinks were given. */
    public long out() {
        return steps.stream()
                .filter(s -> s.kind().equals("to"))
                .mapToLong(StepMetrics::in)
                .sum();
    }

    /** Returns from when a record was read to when a sink was given what came of it, over all sinks; see {@link StepMetrics#latency}. */
    public Distribution latency() {
        return steps.stream().map(StepMetrics::latency).reduce(Distribution.NONE, Distribution::plus);
    }

    private long sum(ToLongFunction<StepMetrics> of) {
        return steps.stream().mapToLong(of).sum();
    }
}
