// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.codec.DynamicCodec;
import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Restart;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.directory.Changes;
import io.leat.engine.letter.LetterBox;
import io.leat.engine.measure.Measures;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.store.StateRoom;
import io.leat.graph.Step;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One worker's copy of a pipeline, wired and ready to run: it has no thread of its own and is used by one.
 *
 * <p>{@link #step} does one batch of work, the most downstream first, so that what is in flight is finished before more is
 * taken in. An epoch begins with {@link #beginEpoch}: sources and inlets stop at the barrier until all have met it; then
 * the state is that of the moment of the barrier.
 */
public final class Replica {
    private final KeyGroups.Range groups;
    private final int deepest;
    private final DynamicCodec types;
    private final LetterBox letters;
    private final Measures measures;
    private final List<SourceNode> sources = new ArrayList<>();
    private final List<Inlet> inlets = new ArrayList<>();
    private final List<OperatorNode> operators = new ArrayList<>();
    private final List<LookupNode> lookups = new ArrayList<>();
    /** Stands for the name of a sink where dead letters are brought to; no step is named so. */
    public static final String LETTERS = "\u0000dead letters";

    private final KeptStates states;
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<SinkNode> sinks = new ArrayList<>();
    private final Opened opened = new Opened();

    private final Map<Outlet, List<Inlet>> roots = new HashMap<>();
    private long epoch;
    private boolean inEpoch;
    /** Where everything stood when the epoch was cut of which not all is written yet. */
    private @Nullable Standing cut;

    private @Nullable Attempts attempts;
    private long cutNumber;
    private long committed;

    /** {@code room}: what there is on the heap for state; null if there is enough for all of it. */
    Replica(KeyGroups.Range groups, int deepest, JobContext job, @Nullable StateRoom room) {
        this.states = new KeptStates(room);
        opened.add(states::close);
        this.groups = groups;
        this.types = job.types();
        this.letters = new LetterBox(job.deadLetters(), job.durability().notesChanges() ? types.part(LETTERS) : null);
        this.deepest = deepest;
        this.measures = new Measures(job.samples());
    }

    // ---- wiring, by ReplicaBuilder --------------------------------------------------------------------------------

    /** Returns what is counted here. */
    public Measures measures() {
        return measures;
    }

    /** Returns what takes the dead letters of this replica. */
    LetterBox letters() {
        return letters;
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
        states.add(node.step(), node.state(), groups, groups);
    }

    /** {@code share}: the key groups of the table that this replica writes; it has all. */
    void addTable(OperatorNode node, KeyGroups.Range share) {
        operators.add(node);
        states.add(node.step(), node.state(), share, KeyGroups.Range.ALL);
    }

    void add(LookupNode node, KeyGroups.Range share) {
        lookups.add(node);
        states.addInHand(node.step(), node.state(), share);
        opened.add(node::cancel);
    }

    /** Takes note of what is to be closed. */
    void opened(SourceDriver driver) {
        opened.add(driver::close);
    }

    void add(SinkNode node) {
        opened.add(node::close);
        sinks.add(node);
    }

    /** {@code feeding}: the inlets from which records reach the outlet. */
    void add(Outlet node, List<Inlet> feeding) {
        outlets.add(node);
        roots.put(node, feeding);
    }

    /** Says what tries dead letters again. */
    void tryBy(Attempts letters) {
        attempts = letters;
    }

    /** Says whose thread it is. */
    public void runBy(Thread thread) {
        inlets.forEach(inlet -> inlet.readBy(thread));
        lookups.forEach(lookup -> lookup.runBy(thread));
    }

    // ---- running --------------------------------------------------------------------------------------------------

    /** Does one batch of work, and returns whether there was any that could be done. */
    public boolean step() {
        boolean worked = work();
        measure();
        return worked;
    }

    private void measure() {
        sinks.forEach(sink -> sink.measure(measures.reading()));
        measures.reading().forget();
    }

    private boolean work() {
        if (attempts().isAnyFirst()) {
            attempts().tryFirst();
            return true;
        }
        boolean worked = lookUp();
        measure();
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
            if (inlet.depth() == depth && !inlet.isBlocked() && inlet.read(measures.reading())) {
                return true;
            }
        }
        return depth == 0 && !inEpoch && !isFull() && readSources();
    }

    /** Returns whether the epoch should end early: something that waits for that takes much memory. */
    public boolean wantsEpoch() {
        return isAnySinkFull() || states.wantsEpoch();
    }

    /** Returns whether so much waits for the end of the epoch that this must come first: sources are not read then. */
    public boolean isFull() {
        return isAnySinkFull() || states.isFull();
    }

    private boolean isAnySinkFull() {
        for (SinkNode sink : sinks) {
            if (sink.isFull()) {
                return true;
            }
        }
        return letters.isFull();
    }

    /** Of the partitions that are aligned the one that is furthest behind is read; the other sources are all asked. */
    private boolean readSources() {
        measures.reading().since(System.nanoTime());
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
    public void tick(long nowMs, boolean polled) {
        sources.forEach(source -> source.tick(nowMs, polled));
        for (OperatorNode operator : operators) {
            operator.tick(nowMs);
        }
        measure();
    }

    /** Returns whether something is not done since there is no room for what comes of it: records are not read, or a firing waits. */
    public boolean isHeldUp() {
        return sources.stream().anyMatch(source -> !source.hasEnded() && source.isBlocked())
                || inlets.stream().anyMatch(inlet -> inlet.isBlocked() && inlet.hasRecords())
                || operators.stream().anyMatch(OperatorNode::isBehind);
    }

    /** Sends what waits for batches to fill, and makes visible what was written. */
    public void flush() {
        outlets.forEach(Outlet::flush);
        sinks.forEach(SinkNode::flush);
    }

    /** Makes counters and watermarks visible to other threads. */
    public void publish() {
        measures.publish();
        sources.forEach(WatermarkNode::publish);
        inlets.forEach(WatermarkNode::publish);
        operators.forEach(WatermarkNode::publish);
        lookups.forEach(WatermarkNode::publish);
        sinks.forEach(WatermarkNode::publish);
    }

    /** Takes all sources for ended. */
    public void endSources() {
        sources.forEach(SourceNode::end);
    }

    /** Returns whether everything has come in and gone out. */
    public boolean hasEnded() {
        return sources.stream().allMatch(SourceNode::hasEnded)
                && inlets.stream().allMatch(Inlet::hasEnded)
                && allResumed()
                && lookups.stream().allMatch(LookupNode::isEmpty);
    }

    private boolean allResumed() {
        return operators.stream().allMatch(OperatorNode::resume);
    }

    /** Closes sources and sinks, the last opened first, all of them even if one cannot be. */
    public void close() throws IOException {
        opened.close();
    }

    /** Closes what was opened before something failed; what fails now is noted there. */
    public void closeBecauseOf(Throwable failure) {
        try {
            close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    // ---- epochs ---------------------------------------------------------------------------------------------------

    /** Begins an epoch: sources stop here. */
    public void beginEpoch(long number) {
        epoch = number;
        inEpoch = true;
    }

    public long epoch() {
        return epoch;
    }

    public boolean isInEpoch() {
        return inEpoch;
    }

    /** Sends barriers as far as records before them are through; returns whether the whole replica has met the barrier. */
    private boolean align() {
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
        return roots.getOrDefault(outlet, List.of()).stream().allMatch(Inlet::isAligned);
    }

    /** Returns whether the whole replica has met the barrier of an epoch, which is then to be cut; sends barriers as far as it can. */
    public boolean isAtBarrier() { // what is to be done first is done by then, as the epoch says
        return inEpoch && cutNumber < epoch && !attempts().isAnyFirst() && align();
    }

    /** Returns whether an epoch is cut of which not all is written. */
    public boolean isWriting() {
        return cut != null;
    }

    /**
     * Cuts the epoch off where the replica stands, at its barrier, and goes on behind that.
     *
     * @param last whether nothing is to come behind it: the replica then stays where it is
     * @param complete whether that is because all input has ended
     */
    public void cutEpoch(boolean last, boolean complete) {
        if (complete) {
            sinks.forEach(SinkNode::finish);
        }
        Map<String, String> ofSinks = new TreeMap<>();
        sinks.forEach(sink -> sink.checkpoint(epoch, ofSinks));
        letters.cut();
        states.cut();
        cut = standing(ofSinks);
        cutNumber = epoch;
        if (!last) {
            inEpoch = false;
            inlets.forEach(Inlet::unblock);
        }
    }

    private Standing standing(Map<String, String> ofSinks) {
        Map<String, List<Standing.Reached>> reached = new TreeMap<>();
        for (OperatorNode operator : operators) {
            reached.put(operator.step().name(), List.of(operator.reached(groupsOf(operator))));
        }
        Map<Standing.PartitionId, Standing.PartitionState> partitions = new HashMap<>();
        sources.forEach(source -> source.cut(epoch, partitions));
        Map<String, long[]> counts = new TreeMap<>();
        measures.forEach((step, values) -> counts.put(step.name(), values));
        return new Standing(reached, partitions, ofSinks, counts, 0, Map.of(), Map.of());
    }

    private KeyGroups.Range groupsOf(OperatorNode operator) {
        KeyGroups.Range of = states.groups(operator.step());
        return of == null ? groups : of;
    }

    /** Writes some of the epoch that was cut; returns this replica's part of it when all is written, null before. */
    @Nullable
    public EpochPart writeSome() {
        if (cut == null) {
            return null;
        }
        List<Changes> changes = states.writeSome();
        if (changes == null) {
            return null;
        }
        Map<String, byte[]> results = new TreeMap<>();
        sinks.forEach(sink -> sink.takeResults(results));
        results.put(LETTERS, letters.take());
        EpochPart part = new EpochPart(epoch, cut, changes, results, types.classes());
        cut = null;
        return part;
    }

    /** Makes what sinks were given of an epoch survive a loss of power. By the thread that seals epochs. */
    public void forceSinks(long number) {
        sinks.forEach(sink -> sink.force(number));
    }

    /** Lets sinks and sources know that an epoch is sealed. */
    public void committed(long sealed) {
        if (sealed > committed) {
            committed = sealed;
            sinks.forEach(sink -> sink.committed(sealed));
            sources.forEach(source -> source.committed(sealed));
        }
    }

    /**
     * Begins, or goes on.
     *
     * @param from what it goes on from; null to begin
     * @param noting whether the changes of state are noted, for epochs that are written as these
     */
    void begin(@Nullable Restart from, boolean noting) {
        if (from != null) {
            epoch = from.epoch();
            committed = epoch;
            operators.forEach(operator -> restoreWatermark(operator, from.standing()));
            states.restore(from);
        }
        if (noting) {
            states.noteChanges();
        }
        if (from != null) {
            lookups.forEach(LookupNode::restored);
        }
    }

    /** Of the watermarks of the groups that are now here the latest: none may fire again what has fired. */
    private void restoreWatermark(OperatorNode operator, Standing from) {
        from.reached().getOrDefault(operator.step().name(), List.of()).stream()
                .filter(reached -> reached.groups().meets(groupsOf(operator)))
                .mapToLong(Standing.Reached::watermark)
                .max()
                .ifPresent(operator::restore);
    }

    // ---- looking in -----------------------------------------------------------------------------------------------

    /** Adds what was published of a step here. Any thread. */
    public void addTo(StepFigures figures, Step step) {
        measures.addTo(figures, step);
        Stream.of(operators, lookups, sources, sinks, inlets)
                .<WatermarkNode>flatMap(List::stream)
                .filter(node -> node.step() == step)
                .forEach(node -> node.addTo(figures));
    }

    /** Returns what tries dead letters again. For the thread that runs the replica. */
    public Attempts attempts() {
        return Objects.requireNonNull(attempts);
    }

    /** Returns the state of a step that keeps some. For the thread that runs the replica. */
    @Nullable
    public HeapState<Object, ?> state(String step) {
        return states.of(step);
    }

    /** Returns the operator of a step and what can be looked at of it; null if it has none. For the thread that runs the replica. */
    public KeyedOperators.@Nullable Made operator(String step) {
        for (OperatorNode operator : operators) {
            if (operator.step().name().equals(step)) {
                return operator.made();
            }
        }
        return null;
    }
}
