// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.property;

import io.leat.connector.Sink;
import io.leat.connector.Source;
import io.leat.engine.reference.Feed;
import io.leat.engine.reference.Item;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The two ends of a run: sources that can be halted, sinks that remember; and what the run has counted. */
final class Probe {
    private final Gate gate;
    private final long seed;
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();
    private final List<JobMetrics> metrics = new ArrayList<>();
    private int sources;
    private boolean counted = true;

    Probe(Gate gate, long seed) {
        this.gate = gate;
        this.seed = seed;
    }

    Source<Item> source(Feed feed) {
        return new HaltingSource(feed, gate, seed + 1_000L * sources++).timedByMillis(Item::time);
    }

    Sink<Object> sink(String name) {
        return recorders.computeIfAbsent(name, n -> new Recorder());
    }

    List<Recorder.Out> results(String sink) {
        return recorders.get(sink).results();
    }

    void cutTo(long epoch) {
        recorders.values().forEach(recorder -> recorder.cutTo(epoch));
    }

    /** Adds what a run, or a part of one, has counted. */
    void add(JobMetrics part) {
        metrics.add(part);
    }

    /** Says that it is not known what the run has counted, since a part of it was taken back. */
    void forgetCounts() {
        counted = false;
    }

    boolean isCounted() {
        return counted;
    }

    /** Returns a count of a step over all parts of the run. */
    long count(String step, ToLongFunction<StepMetrics> of) {
        return metrics.stream().mapToLong(m -> of.applyAsLong(m.step(step))).sum();
    }
}
