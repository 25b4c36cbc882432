// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.engine.port.Tally;
import io.leat.engine.time.Lags;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What one worker counts of each step. Made before anything flows; its thread writes, any thread reads what was published. */
public final class Measures {
    private final IdentityHashMap<Step, Tally> tallies = new IdentityHashMap<>();
    private final Map<Integer, Lags> lags = new HashMap<>();
    private final List<Sampler> samplers = new ArrayList<>();
    private final Samples samples;
    private final Reading reading = new Reading();
    private final WorkerTime time = new WorkerTime();
    private final Looks looks = new Looks();

    /** {@code samples}: those of the job. */
    public Measures(Samples samples) {
        this.samples = samples;
    }

    /** Returns the counters of a step. */
    public Tally tally(Step step) {
        return tallies.computeIfAbsent(step, of -> new Tally());
    }

    /** Returns how far the events of a source are behind. */
    public Lags lags(Step.From from) {
        return lags.computeIfAbsent(from.id(), id -> new Lags());
    }

    /** Returns what chooses some of the records of one way. */
    public Sampler sampler() {
        Sampler sampler = samples.sampler();
        samplers.add(sampler);
        return sampler;
    }

    /** Returns since when the records at hand are in the job. */
    public Reading reading() {
        return reading;
    }

    /** Returns what the worker does with its time. */
    public WorkerTime time() {
        return time;
    }

    /** Returns what is to be done between two batches. */
    public Looks looks() {
        return looks;
    }

    /** Lets samplers go on that have chosen enough for a while. */
    public void refill() {
        boolean watched = samples.areWatched();
        long nanos = System.nanoTime();
        for (Sampler sampler : samplers) {
            sampler.refill(watched, nanos);
        }
    }

    /** Makes counters visible to other threads. */
    public void publish() {
        tallies.values().forEach(Tally::publish);
    }

    /** Hands over the counters of every step as they are, in the order of the fields of {@link Tally}. */
    public void forEach(BiConsumer<? super Step, long[]> visitor) {
        tallies.forEach((step, tally) -> visitor.accept(step, tally.values()));
    }

    /** Adds the published counters of a step. Any thread. */
    public void addTo(StepFigures figures, Step step) {
        Tally tally = tallies.get(step);
        if (tally != null) {
            figures.addCounters(tally.read());
        }
    }

    /** Adds the lags of a source's events, as far as it is read here, to {@code sum}. Any thread. */
    public void addLags(Step.From from, Lags.Sum sum) {
        Lags here = lags.get(from.id());
        if (here != null) {
            sum.add(here);
        }
    }
}
