// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.simulate;

import io.leat.testkit.conform.Shrinking;
import io.leat.testkit.host.Trial;
import io.leat.testkit.machine.Story;
import io.leat.testkit.trial.Kind;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Simulations of durable jobs, of which each is all by its seed: pipeline and events, in which order workers, epochs and deliveries take
 * their turns, where processes end and what is left of them, what the disk and the sinks refuse. Not thread-safe.
 *
 * <p>All results must come out, each once, and nothing may be left over.
 */
public final class Simulation {
    /** Where everything fails, a few small cases say as much as many. */
    private static final int MOST_SHRUNK = 5;

    private final Consumer<SimulationFailure> onFailure;
    private int passed;
    private int failed;
    private final SortedMap<String, Integer> happened = new TreeMap<>();

    /** {@code onFailure}: is told of each simulation that fails, at once. */
    public Simulation(Consumer<SimulationFailure> onFailure) {
        this.onFailure = onFailure;
    }

    /** Returns the case of a seed. */
    static Trial trial(long seed) {
        return Kind.trial(seed, Kind.OF_JOBS);
    }

    /** Runs the simulation of a seed. */
    public void run(long seed) {
        Trial trial = trial(seed);
        Outcome outcome = outcome(trial, seed);
        outcome.story.marks().forEach(mark -> happened.merge(mark, 1, Integer::sum));
        happened.merge("pipeline: " + Kind.of(seed, Kind.OF_JOBS).name(), 1, Integer::sum);
        if (outcome.failure == null) {
            passed++;
            return;
        }
        failed++;
        if (failed <= MOST_SHRUNK) {
            trial = Shrinking.smallest(trial, smaller -> outcome(smaller, seed).failure != null);
            outcome = outcome(trial, seed);
        }
        onFailure.accept(new SimulationFailure(
                seed,
                trial,
                outcome.story.toString(),
                outcome.failure == null ? new AssertionError("it does not repeat itself") : outcome.failure));
    }

    private record Outcome(Story story, @Nullable Throwable failure) {}

    @SuppressWarnings("CatchAndPrintStackTrace") // it is handed back, not printed
    private static Outcome outcome(Trial trial, long seed) {
        Story story = new Story();
        try {
            new JobSimulation(trial, seed, story).run();
        } catch (RuntimeException | AssertionError e) {
            return new Outcome(story, e);
        }
        return new Outcome(story, null);
    }

    /** Returns what has happened, a line each, and in how many simulations. */
    public String happened() {
        StringBuilder lines = new StringBuilder();
        happened.forEach((what, times) -> lines.append(String.format("%,9d  %s%n", times, what)));
        return lines.toString();
    }

    /** Returns in how many simulations something has happened. */
    int times(String what) {
        return happened.getOrDefault(what, 0);
    }

    /** Returns how many simulations have passed. */
    public int passed() {
        return passed;
    }

    /** Returns how many simulations have failed. */
    public int failed() {
        return failed;
    }
}
