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
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The two ends of a run: sources that can be halted, sinks that remember; and what the run has counted. */
public final class Probe {
    private final Arrival arrival;
    private final long seed;
    private final Surroundings surroundings;
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
        this.surroundings = new Surroundings() {
            @Override
            public Ending ending(String sink) {
                return recorder(refusals);
            }

            @Override
            public @Nullable Source<Item> source(int number, Feed feed) {
                return null;
            }
        };
    }

    private Recorder recorder(Refusals refusals) {
        Recorder recorder = new Recorder(refusals);
        recorders.add(recorder);
        return recorder;
    }

    /**
     * Makes a probe for one pipeline of a case in surroundings of its own. Each partition goes its own way, from wherever it is opened.
     *
     * @param seed of the pieces in which sources in memory hand out their events
     */
    public Probe(Trial trial, long seed, Surroundings surroundings) {
        this.seed = seed;
        this.arrival = Arrival.of(trial.arrival(new Random(seed)), false);
        this.surroundings = surroundings;
    }

    // ---- for the pipeline -----------------------------------------------------------------------------------------

    /** Returns a source of a feed. */
    public Source<Item> source(Feed feed) {
        int number = sources++;
        int first = partitions;
        partitions += feed.partitions().size();
        Source<Item> given = surroundings.source(number, feed);
        return given != null
                ? given
                : new HaltingSource(feed, first, arrival, seed + 1_000L * number).timedByMillis(Item::time);
    }

    /** Returns a sink whose results {@link #results} gives. */
    public Sink<Object> sink(String name) {
        return endings.computeIfAbsent(name, surroundings::ending).sink();
    }

    /** Returns whether functions that fail at first do not fail any more. */
    public boolean isMended() {
        return surroundings.isMended();
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
