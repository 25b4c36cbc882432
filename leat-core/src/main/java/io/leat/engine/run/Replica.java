// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.run;

import io.leat.codec.CodecException;
import io.leat.codec.DynamicCodec;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.plan.KeptWindows;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.Lags;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One worker's copy of a pipeline, wired and ready to run: it has no thread of its own and is used by one.
 *
 * <p>{@link #step} does one batch of work, the most downstream first, so that what is in flight is finished before more is
 * taken in. An epoch begins with {@link #beginEpoch}: sources and inlets stop at the barrier until all have met it; then
 * the state is that of the moment of the barrier.
 */
final class Replica {
    private final KeyGroups.Range groups;
    private final int deepest;
    private final DynamicCodec types;
    private final Map<Integer, Tally> tallies = new HashMap<>();
    private final Map<Integer, Lags> lags = new HashMap<>();
    private final List<SourceNode> sources = new ArrayList<>();
    private final List<Inlet> inlets = new ArrayList<>();
    private final List<OperatorNode> operators = new ArrayList<>();
    private final List<LookupNode> lookups = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<SinkNode> sinks = new ArrayList<>();
    private final Deque<Closing> opened = new ArrayDeque<>();
    private final Map<Outlet, List<Inlet>> roots = new HashMap<>();
    private long epoch;
    private boolean inEpoch;

    /** The state of a step: which key groups of it are this replica's to write, and which it needs. */
    private record Kept(Step step, HeapState<Object, ?> state, KeyGroups.Range written, KeyGroups.Range read) {}

    Replica(KeyGroups.Range groups, int deepest, DynamicCodec types) {
        this.groups = groups;
        this.types = types;
        this.deepest = deepest;
    }

    // ---- wiring, by ReplicaBuilder --------------------------------------------------------------------------------

    Tally tally(Step step) {
        return tallies.computeIfAbsent(step.id(), id -> new Tally());
    }

    Lags lags(Step.From from) {
        return lags.computeIfAbsent(from.id(), id -> new Lags());
    }

    KeyGroups.Range groups() {
        return groups;
    }

    void add(SourceNode node) {
        sources.add(node);
    }

    void add(Inlet node) {
        inlets.add(node);
    }

    void add(OperatorNode node) {
        operators.add(node);
        kept.add(new Kept(node.step(), node.state(), groups, groups));
    }

    /** {@code share}: the key groups of the table that this replica writes; it has all. */
    void addTable(OperatorNode node, KeyGroups.Range share) {
        operators.add(node);
        kept.add(new Kept(node.step(), node.state(), share, KeyGroups.Range.ALL));
    }

    void add(LookupNode node, KeyGroups.Range share) {
        lookups.add(node);
        kept.add(new Kept(node.step(), node.state(), share, share));
        opened.addLast(node::cancel);
    }

    /** Takes note of what is to be closed. */
    void opened(SourceDriver driver) {
        opened.addLast(driver::close);
    }

    void add(SinkNode node) {
        opened.addLast(node::close);
        sinks.add(node);
    }

    /** {@code feeding}: the inlets from which records reach the outlet. */
    void add(Outlet node, List<Inlet> feeding) {
        outlets.add(node);
        roots.put(node, feeding);
    }

    /** Says whose thread it is. */
    void runBy(Thread thread) {
        inlets.forEach(inlet -> inlet.readBy(thread));
        lookups.forEach(lookup -> lookup.runBy(thread));
    }

    // ---- running --------------------------------------------------------------------------------------------------

    /** Does one batch of work, and returns whether there was any that could be done. */
    boolean step() {
        boolean worked = lookUp();
        for (int depth = deepest; depth >= 0; depth--) {
            if (!resume(depth)) {
                return worked; // a firing waits for room downstream, and nothing before it may overtake it
            }
            if (read(depth)) {
                return true;
            }
        }
        return worked;
    }

    /** Behind its barrier a lookup is at rest until the snapshot: a result would be neither in that nor before the barrier. */
    private boolean lookUp() {
        boolean any = false;
        for (LookupNode lookup : lookups) {
            if (!inEpoch || !lookup.isBehindBarrier(epoch)) {
                any |= lookup.work();
            }
        }
        return any;
    }

    private boolean resume(int depth) {
        for (OperatorNode operator : operators) {
            if (operator.depth() == depth && !operator.resume()) {
                return false;
            }
        }
        return true;
    }

    private boolean read(int depth) {
        for (Inlet inlet : inlets) {
            if (inlet.depth() == depth && !inlet.isBlocked() && inlet.read()) {
                return true;
            }
        }
        return depth == 0 && !inEpoch && readSources();
    }

    /** Of the partitions that are aligned the one that is furthest behind is read; the other sources are all asked. */
    private boolean readSources() {
        boolean any = false;
        SourceDriver behind = null;
        for (SourceNode source : sources) {
            if (source.hasEnded() || source.isBlocked()) {
                continue;
            }
            SourceDriver furthest = source.furthestBehind();
            if (furthest == null) {
                any |= source.read();
            } else if (behind == null || furthest.watermark() < behind.watermark()) {
                behind = furthest;
            }
        }
        return (behind != null && behind.mayRead() && behind.read()) || any;
    }

    /**
     * Fires timers of the clock, and finds out which sources are idle.
     *
     * @param polled whether this replica could work all the time since the last tick, so that a source from which nothing came
     *     had nothing
     */
    void tick(long nowMs, boolean polled) {
        sources.forEach(source -> source.tick(nowMs, polled));
        for (OperatorNode operator : operators) {
            operator.tick(nowMs);
        }
    }

    /** Sends what waits for batches to fill, and makes visible what was written. */
    void flush() {
        outlets.forEach(Outlet::flush);
        sinks.forEach(SinkNode::flush);
    }

    /** Makes counters and watermarks visible to other threads. */
    void publish() {
        tallies.values().forEach(Tally::publish);
        sources.forEach(WatermarkNode::publish);
        inlets.forEach(WatermarkNode::publish);
        operators.forEach(WatermarkNode::publish);
        lookups.forEach(WatermarkNode::publish);
        sinks.forEach(WatermarkNode::publish);
    }

    /** Takes all sources for ended. */
    void endSources() {
        sources.forEach(SourceNode::end);
    }

    /** Returns whether everything has come in and gone out. */
    boolean hasEnded() {
        return sources.stream().allMatch(SourceNode::hasEnded)
                && inlets.stream().allMatch(Inlet::hasEnded)
                && allResumed()
                && lookups.stream().allMatch(LookupNode::isEmpty);
    }

    private boolean allResumed() {
        for (OperatorNode operator : operators) {
            if (!operator.resume()) {
                return false;
            }
        }
        return true;
    }

    /** Closes sources and sinks, the last opened first, all of them even if one cannot be. */
    void close() throws IOException {
        IOException failed = null;
        while (!opened.isEmpty()) {
            failed = attempt(opened.removeLast(), failed);
        }
        if (failed != null) {
            throw failed;
        }
    }

    /** Closes what was opened before something failed; what fails now is noted there. */
    void closeBecauseOf(Throwable failure) {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @FunctionalInterface
    private interface Closing {
        void run() throws IOException;
    }

    private static @Nullable IOException attempt(Closing closing, @Nullable IOException before) {
        try {
            closing.run();
            return before;
        } catch (IOException e) {
            if (before == null) {
                return e;
            }
            before.addSuppressed(e);
            return before;
        }
    }

    // ---- epochs ---------------------------------------------------------------------------------------------------

    /** Begins an epoch: sources stop here. */
    void beginEpoch(long number) {
        epoch = number;
        inEpoch = true;
    }

    long epoch() {
        return epoch;
    }

    boolean isInEpoch() {
        return inEpoch;
    }

    /** Sends barriers as far as records before them are through; returns whether the whole replica has met the barrier. */
    boolean align() {
        if (!allResumed()) {
            return false;
        }
        boolean complete = true;
        for (Outlet outlet : outlets) {
            if (outlet.lastBarrier() < epoch) {
                if (hasMetBarrier(outlet)) {
                    outlet.barrier(epoch);
                } else {
                    complete = false;
                }
            }
        }
        return complete && inlets.stream().allMatch(Inlet::isAligned);
    }

    private boolean hasMetBarrier(Outlet outlet) {
        for (Inlet inlet : roots.getOrDefault(outlet, List.of())) {
            if (!inlet.isAligned()) {
                return false;
            }
        }
        return true;
    }

    /** Goes on behind the barrier, and returns the state at it. */
    Snapshot endEpoch() {
        sinks.forEach(sink -> sink.checkpoint(epoch));
        Snapshot snapshot = snapshot();
        inEpoch = false;
        inlets.forEach(Inlet::unblock);
        return snapshot;
    }

    private Snapshot snapshot() {
        Map<String, Map<Integer, byte[]>> steps = new TreeMap<>();
        for (Kept of : kept) {
            Map<Integer, byte[]> ofStep = new TreeMap<>();
            for (int group = of.written.first(); group <= of.written.last(); group++) {
                ofStep.put(group, write(of, group));
            }
            steps.put(of.step.name(), ofStep);
        }
        Map<String, Map<Integer, Long>> watermarks = new TreeMap<>();
        for (OperatorNode operator : operators) {
            Map<Integer, Long> ofStep = new TreeMap<>();
            steps.getOrDefault(operator.step().name(), Map.of())
                    .keySet()
                    .forEach(group -> ofStep.put(group, operator.fired()));
            watermarks.put(operator.step().name(), ofStep);
        }
        Map<Snapshot.PartitionId, Snapshot.PartitionState> partitions = new HashMap<>();
        sources.forEach(source -> source.snapshot(partitions));
        return new Snapshot(epoch, steps, watermarks, partitions, types.classes());
    }

    private static byte[] write(Kept of, int group) {
        try {
            return of.state.write(group);
        } catch (CodecException e) {
            throw new PipelineException(
                    "the state of step '" + of.step.name() + "' cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads the state that this replica needs from a snapshot. */
    void restore(Snapshot from) {
        epoch = from.epoch();
        operators.forEach(operator -> restoreWatermark(operator, from));
        for (Kept of : kept) {
            from.groups().getOrDefault(of.step.name(), Map.of()).forEach((group, bytes) -> {
                if (of.read.contains(group)) {
                    of.state.read(bytes);
                }
            });
        }
        lookups.forEach(LookupNode::restored);
    }

    /** Of the watermarks of the groups that are now here the latest: none may fire again what has fired. */
    private void restoreWatermark(OperatorNode operator, Snapshot from) {
        KeyGroups.Range here = kept.stream()
                .filter(of -> of.step == operator.step())
                .map(Kept::read)
                .findFirst()
                .orElse(groups);
        from.watermarks().getOrDefault(operator.step().name(), Map.of()).entrySet().stream()
                .filter(entry -> here.contains(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .max()
                .ifPresent(operator::restore);
    }

    // ---- looking in -----------------------------------------------------------------------------------------------

    /** Returns the published counters of a step, in the order of the fields of {@link Tally}; null if it is not here. */
    long @Nullable [] counters(Step step) {
        Tally tally = tallies.get(step.id());
        return tally == null ? null : tally.read();
    }

    /** Adds the lags of a source's events, as far as it is read here, to {@code sum}. Any thread. */
    void addLags(Step.From from, Lags.Sum sum) {
        Lags here = lags.get(from.id());
        if (here != null) {
            sum.add(here);
        }
    }

    /** Returns the published watermark in front of a step, as far as it is known here. */
    @Nullable
    Long watermark(Step step) {
        for (List<? extends WatermarkNode> nodes : List.of(operators, lookups, sources, sinks)) {
            for (WatermarkNode node : nodes) {
                if (node.step() == step) {
                    return node.published();
                }
            }
        }
        return null;
    }

    /** About how many records wait in front of a step. */
    long queued(Step step) {
        long sum = 0;
        for (Inlet inlet : inlets) {
            if (inlet.step() == step) {
                sum += inlet.queued();
            }
        }
        for (LookupNode lookup : lookups) {
            if (lookup.step() == step) {
                sum += lookup.queued();
            }
        }
        return sum;
    }

    /** Returns the state of a step that keeps some. For the thread that runs the replica. */
    @Nullable
    HeapState<Object, ?> state(String step) {
        for (Kept of : kept) {
            if (of.step.name().equals(step)) {
                return of.state;
            }
        }
        return null;
    }

    /** Returns the windows of a step that keeps some. For the thread that runs the replica. */
    KeptWindows windows(String step) {
        for (OperatorNode operator : operators) {
            KeptWindows windows = operator.windows();
            if (operator.step().name().equals(step) && windows != null) {
                return windows;
            }
        }
        throw new IllegalArgumentException("there is no window step '" + step + "' here");
    }
}
