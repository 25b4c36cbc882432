// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.testkit.host;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.testkit.reference.Feed;
import io.leat.testkit.reference.Item;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The two ends of a run: sources that can be halted, sinks that remember; and what the run has counted. */
public final class Probe {
    private final Arrival arrival;
    private final long seed;
    private final Function<String, ? extends Ending> maker;
    private final Map<String, Ending> endings = new LinkedHashMap<>();
    private final List<Recorder> recorders = new ArrayList<>();
    private final List<JobMetrics> metrics = new ArrayList<>();
    private int sources;
    private int partitions;
    private boolean counted = true;

    Probe(Trial trial, Schedule schedule) {
        this.seed = schedule.seed();
        this.arrival = Arrival.of(trial.arrival(new Random(seed)), schedule.strict());
        Refusals refusals = schedule.refusing() ? Refusals.some(seed) : Refusals.none();
        this.maker = name -> recorder(refusals);
    }

    private Recorder recorder(Refusals refusals) {
        Recorder recorder = new Recorder(refusals);
        recorders.add(recorder);
        return recorder;
    }

    /**
     * Makes a probe of a case whose results end elsewhere. Each partition goes its own way, from wherever it is opened.
     *
     * @param seed of the pieces in which the sources hand out their events
     * @param endings makes what stands behind a sink, by its name
     */
    public Probe(Trial trial, long seed, Function<String, ? extends Ending> endings) {
        this.seed = seed;
        this.arrival = Arrival.of(trial.arrival(new Random(seed)), false);
        this.maker = endings;
    }

    // ---- for the pipeline -----------------------------------------------------------------------------------------

    /** Returns a source of a feed. */
    public Source<Item> source(Feed feed) {
        Source<Item> source = new HaltingSource(feed, partitions, arrival, seed + 1_000L * sources++);
        partitions += feed.partitions().size();
        return source.timedByMillis(Item::time);
    }

    /** Returns a sink whose results {@link #results} gives. */
    public Sink<Object> sink(String name) {
        return endings.computeIfAbsent(name, maker).sink();
    }

    // ---- for the host ---------------------------------------------------------------------------------------------

    Arrival arrival() {
        return arrival;
    }

    /** Takes back all results behind an epoch, after which only the first {@code events} have come. */
    void backTo(long epoch, int events) {
        recorders.forEach(recorder -> recorder.cutTo(epoch));
        arrival.backTo(events);
    }

    /** Adds what a run, or a part of one, has counted. */
    public void add(JobMetrics part) {
        metrics.add(part);
    }

    /** Says that it is not known what the run has counted, since a part of it was taken back. */
    public void forgetCounts() {
        counted = false;
    }

    // ---- for the check --------------------------------------------------------------------------------------------

    /** Returns what has come out of a sink, in the order of its coming. */
    public List<Recorder.Out> results(String sink) {
        Ending ending = endings.get(sink);
        if (ending == null) {
            throw new IllegalArgumentException("no sink '" + sink + "': there are " + endings.keySet());
        }
        return ending.results();
    }

    /** Returns whether it is known what the run has counted. */
    public boolean isCounted() {
        return counted;
    }

    /** Returns a count of a step over all parts of the run. */
    public long count(String step, ToLongFunction<StepMetrics> of) {
        return metrics.stream().mapToLong(m -> of.applyAsLong(m.step(step))).sum();
    }
}
