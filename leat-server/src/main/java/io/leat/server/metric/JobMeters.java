// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.leat.Job;
import io.leat.metric.JobMetrics;
import io.leat.metric.LatenessAdvice;
import io.leat.metric.StepMetrics;
import io.leat.observe.Observation;
import io.leat.observe.Progress;
import io.leat.server.watch.Moment;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a job in a registry. All of them are read from one snapshot of the job, which is taken anew when it is older than
 * {@link #FRESH}. Thread-safe.
 */
final class JobMeters {
    /** So old may be what is told, so that it does not matter how many ask. */
    static final Duration FRESH = Duration.ofMillis(250);
    /** Of so many partitions meters are made; of more it is only told that they are there. */
    static final int MOST_PARTITIONS = 256;

    private static final long NANOS_PER_MS = 1_000_000;

    private final String name;
    private final MeterRegistry registry;
    private final Tags tags;
    private final RecentLatency recent = new RecentLatency();
    private final List<Meter> meters = new ArrayList<>();
    private final Map<List<String>, List<Meter>> ofPartitions = new HashMap<>();

    /** Null when it has ended and its last snapshot was taken: nobody keeps it for its meters. */
    private volatile @Nullable Job job;

    private int workers;
    private boolean removed;
    /** By how many who read all meters at one moment. */
    private volatile int held;

    private volatile Snapshot latest;
    private volatile long takenNanos;

    /**
     * Registers the meters of a job.
     *
     * @param name by which it is told of
     */
    JobMeters(String name, Job job, MeterRegistry registry) {
        this.name = name;
        this.job = job;
        this.registry = registry;
        this.tags = Tags.of("job", name);
        this.latest = take(job);
        this.takenNanos = System.nanoTime();
        register();
    }

    private void register() {
        Definitions.JOB.forEach(each -> add(each, tags, Snapshot::metrics));
        Definitions.JOB_NOW.forEach(each -> add(each, tags, now -> now));
        Definitions.STATUS.forEach(each -> add(each, tags, now -> now));
        Definitions.EPOCHS.forEach(each -> add(each, tags, now -> now.metrics().epochs()));
        List<StepMetrics> steps = latest.metrics().steps();
        for (int i = 0; i < steps.size(); i++) {
            registerStep(i, steps.get(i));
        }
        List<LatenessAdvice> sources = latest.metrics().lateness();
        for (int i = 0; i < sources.size(); i++) {
            int index = i;
            Tags source = tags.and("source", sources.get(i).step());
            Definitions.SOURCE.forEach(
                    each -> add(each, source, now -> now.metrics().lateness().get(index)));
        }
        registerNew(latest);
    }

    private void registerStep(int index, StepMetrics step) {
        Tags ofStep = tags.and("step", step.step(), "kind", step.kind());
        Definitions.STEP.forEach(
                each -> add(each, ofStep, now -> now.metrics().steps().get(index)));
        Definitions.STEP_NOW.forEach(each -> add(each, ofStep, now -> now.step(index)));
        if (step.kind().equals("to")) {
            Definitions.SINK_NOW.forEach(each -> add(each, ofStep, now -> now.step(index)));
        }
    }

    private <S> void add(Definition<S> definition, Tags of, Function<Snapshot, @Nullable S> row) {
        meters.add(definition.register(registry, this, of, row));
    }

    /** Makes the meters of workers and partitions that were not there before, and removes those of partitions that are gone. */
    private void registerNew(Snapshot now) {
        for (; workers < now.metrics().workers().size(); workers++) {
            int index = workers;
            Tags worker = tags.and(
                    "worker",
                    Integer.toString(now.metrics().workers().get(index).number()));
            Definitions.WORKER.forEach(each -> add(each, worker, then -> then.worker(index)));
        }
        Set<List<String>> present = new HashSet<>();
        for (Progress progress : now.partitions()) {
            List<String> partition = List.of(progress.source(), progress.partition());
            present.add(partition);
            ofPartitions.computeIfAbsent(partition, this::registerPartition);
        }
        ofPartitions.entrySet().removeIf(of -> !present.contains(of.getKey()) && remove(of.getValue()));
    }

    private boolean remove(List<Meter> gone) {
        gone.forEach(registry::remove);
        return true;
    }

    private List<Meter> registerPartition(List<String> partition) {
        Tags of = tags.and("source", partition.get(0), "partition", partition.get(1));
        return Definitions.PARTITION.stream()
                .map(each ->
                        each.register(registry, this, of, now -> now.partition(partition.get(0), partition.get(1))))
                .toList();
    }

    String name() {
        return name;
    }

    boolean isOf(Job other) {
        return job == other;
    }

    /** Returns whether the job has ended so long ago. */
    boolean endedFor(Duration atLeast) {
        return !latest.isUp() && !Instant.now().isBefore(latest.at().plus(atLeast));
    }

    /** Returns how the job stands, or stood a moment ago. */
    Snapshot snapshot() {
        if (held == 0 && isOld()) {
            refreshUnlessHeld();
        }
        return latest;
    }

    private synchronized void refreshUnlessHeld() {
        if (held == 0) {
            refresh();
        }
    }

    /** Takes a new snapshot if the last one is old, and lets all meters keep to it until it is {@linkplain #release released}. */
    synchronized void hold() {
        held++;
        refresh();
    }

    synchronized void release() {
        held--;
    }

    /** Takes a new snapshot if the last one is old, or the job has ended since. */
    synchronized void refresh() {
        Job running = job;
        if (running == null || removed || !(isOld() || Moment.isOver(running.status()))) {
            return;
        }
        latest = take(running);
        takenNanos = System.nanoTime();
        registerNew(latest);
        if (!latest.isUp()) {
            job = null;
        }
    }

    private boolean isOld() {
        return System.nanoTime() - takenNanos >= FRESH.toNanos();
    }

    private Snapshot take(Job from) {
        Job.Status status = from.status(); // before the numbers: those of a job that has ended are the last
        JobMetrics metrics = from.metrics();
        List<Progress> partitions = progress(from);
        int told = Math.min(partitions.size(), MOST_PARTITIONS);
        return new Snapshot(
                Instant.now(),
                status,
                metrics,
                List.copyOf(partitions.subList(0, told)),
                partitions.size() - told,
                recent.take(metrics, System.nanoTime() / NANOS_PER_MS));
    }

    private static List<Progress> progress(Job job) {
        try (Observation observation = job.observe()) {
            return observation.progress();
        }
    }

    /** Removes its meters. */
    synchronized void remove() {
        removed = true;
        remove(meters);
        ofPartitions.values().forEach(this::remove);
    }
}
