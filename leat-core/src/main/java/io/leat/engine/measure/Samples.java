// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.measure;

import io.leat.graph.Step;
import io.leat.observe.Fired;
import io.leat.observe.Missed;
import io.leat.observe.Observation;
import io.leat.observe.Progress;
import io.leat.observe.Seen;
import io.leat.window.WindowResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What was taken note of in a job while somebody looks, and where its partitions stand. Thread-safe. */
public final class Samples {
    private final InstantSource clock;
    private final List<PartitionProgress> partitions = new CopyOnWriteArrayList<>();
    private final Map<Step.Origin, Ring<Seen>> seen = new ConcurrentHashMap<>();
    private final Map<Step.Origin, Ring<Fired>> fired = new ConcurrentHashMap<>();
    private final Map<Step.Origin, Ring<Missed>> missed = new ConcurrentHashMap<>();
    private final Unseen unseen = new Unseen(this::largestTime);
    private volatile int observers;

    public Samples(InstantSource clock) {
        this.clock = clock;
    }

    // ---- for those who look ---------------------------------------------------------------------------------------

    /** Begins to take note, unless somebody looks already. */
    public synchronized void begin() {
        observers++;
    }

    /** Ends it, and forgets everything if nobody looks any more. */
    public synchronized void end() {
        observers--;
        if (observers == 0) {
            seen.values().forEach(Ring::clear);
            fired.values().forEach(Ring::clear);
            missed.values().forEach(Ring::clear);
        }
    }

    /** Returns the latest records of an output, oldest first. */
    public List<Seen> seen(Step.Origin output, long after, int atMost) {
        return latest(seen, output, after, atMost);
    }

    /** Returns the latest results of the windows of a step, oldest first. */
    public List<Fired> fired(Step step, long after, int atMost) {
        return latest(fired, new Step.Origin(step.id(), Step.PANES), after, atMost);
    }

    /** Returns the latest records that were too late for a step, oldest first. */
    public List<Missed> missed(Step step, long after, int atMost) {
        return latest(missed, new Step.Origin(step.id(), Step.LATE), after, atMost);
    }

    /**
     * Returns up to which event time there may have been records of an output that are not among those that were seen and are kept:
     * {@code Long.MAX_VALUE} if they may go by now, {@code Long.MIN_VALUE} if there were none.
     */
    public long unseenUpTo(Step.Origin output) {
        return Math.max(unseen.upTo(), forgottenUpTo(seen.get(output)));
    }

    /** The same for records that were too late for a step. */
    public long unseenLateUpTo(Step step) {
        return Math.max(unseen.upTo(), forgottenUpTo(missed.get(new Step.Origin(step.id(), Step.LATE))));
    }

    private static long forgottenUpTo(@Nullable Ring<?> ring) {
        return ring == null ? Long.MIN_VALUE : ring.forgottenUpTo();
    }

    private static <T> List<T> latest(Map<Step.Origin, Ring<T>> rings, Step.Origin at, long after, int atMost) {
        Ring<T> ring = rings.get(at);
        return ring == null ? List.of() : ring.latest(after, atMost);
    }

    /** Returns where the partitions stand. */
    public List<Progress> progress() {
        return partitions.stream().map(PartitionProgress::now).toList();
    }

    // ---- for the workers ------------------------------------------------------------------------------------------

    /** Returns whether anybody looks. */
    public boolean areWatched() {
        return observers > 0;
    }

    /** Returns what chooses some of the records of one way. */
    Sampler sampler() {
        return new Sampler(unseen);
    }

    private long largestTime() {
        return partitions.stream().mapToLong(PartitionProgress::latest).max().orElse(Long.MIN_VALUE);
    }

    /** Adds a partition. */
    public PartitionProgress partition(String source, String name) {
        PartitionProgress made = new PartitionProgress(source, name);
        partitions.add(made);
        return made;
    }

    void seen(Step.Origin output, @Nullable Object key, @Nullable Object value, long ts) {
        Instant at = clock.instant();
        add(
                ring(seen, output, Seen::number, one -> ms(one.time())),
                number -> new Seen(number, at, time(ts), key, value));
    }

    /** Takes note of a result of a window, and of the watermark with which it came; {@code Long.MAX_VALUE} for the end of all input. */
    public void fired(Step step, WindowResult<?, ?> result, long watermark) {
        Instant at = clock.instant();
        List<Progress> sources = progress();
        add(
                ring(
                        fired,
                        new Step.Origin(step.id(), Step.PANES),
                        Fired::number,
                        one -> ms(one.result().end())),
                number -> new Fired(number, at, result, unlessAtEnd(watermark), sources));
    }

    /** Takes note of a record that was behind a watermark. */
    public void missed(Step step, @Nullable Object value, long ts, long watermark) {
        Instant at = clock.instant();
        List<Progress> sources = progress();
        add(
                ring(missed, new Step.Origin(step.id(), Step.LATE), Missed::number, one -> ms(one.time())),
                number -> new Missed(number, at, Instant.ofEpochMilli(ts), value, unlessAtEnd(watermark), sources));
    }

    /** Workers go on a little when nobody looks any more. */
    private <T> void add(Ring<T> to, LongFunction<T> make) {
        if (areWatched()) {
            to.add(make);
        }
    }

    private static <T> Ring<T> ring(
            Map<Step.Origin, Ring<T>> rings, Step.Origin of, ToLongFunction<T> numberOf, ToLongFunction<T> timeOf) {
        return rings.computeIfAbsent(of, any -> new Ring<>(Observation.KEPT, numberOf, timeOf));
    }

    private static long ms(@Nullable Instant time) {
        return time == null ? Long.MIN_VALUE : time.toEpochMilli();
    }

    private static @Nullable Instant unlessAtEnd(long watermark) {
        return watermark == Long.MAX_VALUE ? null : Instant.ofEpochMilli(watermark);
    }

    private static @Nullable Instant time(long ts) {
        return ts == Long.MIN_VALUE ? null : Instant.ofEpochMilli(ts);
    }
}
