// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.connector.SourcePartition;
import io.leat.engine.operator.KeyAllOperator;
import io.leat.engine.store.KeyGroups;
import io.leat.failure.PipelineException;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The layout of a job: every worker runs its own copy of the steps that are placed on it, fused into one chain of calls.
 * Records change threads in three places only: behind a {@code keyBy}, to the worker that owns the key; in front of a
 * sink, which has one writer; and in front of a table that all have.
 *
 * <p>A partition of a source is read by one worker and is not split before the first {@code keyBy}. With one worker nothing
 * changes threads at all.
 */
public final class Plan {
    private final Graph graph;
    private final int workers;
    private final List<SortedSet<Integer>> placements = new ArrayList<>();
    private final List<Integer> depths = new ArrayList<>();

    /** The number of a source among the sources, so that they are spread over the workers. */
    private final List<Integer> ordinals = new ArrayList<>();

    private final List<List<? extends SourcePartition<?>>> partitions = new ArrayList<>();

    private Plan(Graph graph, int workers, boolean readsInput) {
        this.graph = graph;
        this.workers = workers;
        int sources = 0;
        for (Step step : graph.steps()) {
            ordinals.add(step instanceof Step.From ? sources++ : 0);
            partitions.add(readsInput && step instanceof Step.From from ? partitionsOf(from) : List.of());
            placements.add(place(step));
            depths.add(depthOf(step));
        }
        graph.steps().forEach(this::placeTable);
    }

    /**
     * Makes a plan.
     *
     * @throws PipelineException if a source cannot be looked at
     */
    public static Plan of(Graph graph, int workers) {
        return new Plan(graph, workers, true);
    }

    /** Makes the plan of a job that reads nothing any more: its sources are not looked at. */
    public static Plan withoutInput(Graph graph) {
        return new Plan(graph, 1, false);
    }

    /** Returns the graph that this is the plan of. */
    public Graph graph() {
        return graph;
    }

    /** Returns how many workers there are. */
    public int workers() {
        return workers;
    }

    /** Returns whether a worker runs a step. */
    public boolean isOn(int worker, Step step) {
        return placements.get(step.id()).contains(worker);
    }

    /** Returns the workers that run a step, in ascending order. */
    public SortedSet<Integer> placement(Step step) {
        return placements.get(step.id());
    }

    /** Returns how many changes of threads lie between the sources and a step. */
    public int depth(Step step) {
        return depths.get(step.id());
    }

    /** Returns the largest depth. */
    public int deepest() {
        return Collections.max(depths);
    }

    /** Returns the partitions of a source, in an order that is the same for all workers. */
    public List<? extends SourcePartition<?>> partitions(Step.From from) {
        return partitions.get(from.id());
    }

    /** Returns which worker reads partition number {@code partition} of a source. */
    public int reader(Step.From from, int partition) {
        return (ordinals.get(from.id()) + partition) % workers;
    }

    /** Returns the key groups that a worker keeps of a step that is not keyed: its share of them among those that run the step. */
    public KeyGroups.Range share(int worker, Step step) {
        return KeyGroups.Range.of(
                placement(step).headSet(worker).size(), placement(step).size());
    }

    /** Returns whether records change threads at a step: behind a {@code keyBy}, in front of a sink and of a table. */
    public boolean exchanges(Step step) {
        if (step instanceof Step.KeyBy keyBy) {
            return workers > 1 && (keyBy.key() != null || !placement(step).equals(behind(keyBy)));
        }
        if (step instanceof Step.Broadcast) {
            return placement(step).size() > 1 || !placement(step).equals(placement(input(step, 0)));
        }
        return step instanceof Step.To && placement(input(step, 0)).size() > 1;
    }

    /** Returns the workers that send records to where a step exchanges them. */
    public SortedSet<Integer> senders(Step step) {
        return step instanceof Step.KeyBy ? placement(step) : placement(input(step, 0));
    }

    /** Returns the workers that receive records from where a step exchanges them. */
    public SortedSet<Integer> receivers(Step step) {
        return step instanceof Step.KeyBy keyBy ? behind(keyBy) : placement(step);
    }

    private SortedSet<Integer> place(Step step) {
        if (step instanceof Step.From from) {
            return IntStream.range(0, partitions.get(from.id()).size())
                    .mapToObj(i -> reader(from, i))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        SortedSet<Integer> ofInputs = new TreeSet<>();
        for (Step.Origin origin : step.inputs()) {
            Step input = graph.steps().get(origin.step());
            ofInputs.addAll(input instanceof Step.KeyBy keyBy ? behind(keyBy) : placement(input));
        }
        return step instanceof Step.To ? one(ofInputs, step) : ofInputs;
    }

    /** The workers that get the records behind a keyBy: all of them, or the owner of the key if there is but one. */
    private SortedSet<Integer> behind(Step.KeyBy keyBy) {
        return keyBy.key() == null
                ? new TreeSet<>(List.of(KeyGroups.owner(KeyGroups.of(KeyAllOperator.HASH), workers)))
                : IntStream.range(0, workers).boxed().collect(Collectors.toCollection(TreeSet::new));
    }

    /** The only worker where there is one, any other where there are several. */
    private SortedSet<Integer> one(SortedSet<Integer> candidates, Step step) {
        return new TreeSet<>(List.of(candidates.size() == 1 ? candidates.first() : step.id() % workers));
    }

    /** A table is on all workers that read it; on those that make it if nobody does. */
    private void placeTable(Step step) {
        SortedSet<Integer> reading = new TreeSet<>();
        for (Step reader : graph.steps()) {
            if (reader instanceof Step.With with && with.table() == step.id()) {
                reading.addAll(placement(reader));
            }
        }
        if (!reading.isEmpty()) {
            placements.set(step.id(), reading);
            depths.set(step.id(), depthOf(step));
        }
    }

    private int depthOf(Step step) {
        int depth = 0;
        for (Step.Origin origin : step.inputs()) {
            Step input = graph.steps().get(origin.step());
            boolean crosses = input instanceof Step.KeyBy && exchanges(input);
            depth = Math.max(depth, depth(input) + (crosses ? 1 : 0));
        }
        return !(step instanceof Step.KeyBy) && exchanges(step) ? depth + 1 : depth;
    }

    private Step input(Step step, int input) {
        return graph.steps().get(step.inputs().get(input).step());
    }

    private List<? extends SourcePartition<?>> partitionsOf(Step.From from) {
        List<? extends SourcePartition<?>> found;
        try {
            found = from.source().partitions();
        } catch (Exception e) {
            throw new PipelineException(
                    "source '" + from.name() + "' of pipeline '" + graph.name() + "' cannot be read: " + e.getMessage(),
                    e);
        }
        if (found.isEmpty()) {
            throw new PipelineException("source '" + from.name() + "' of pipeline '" + graph.name()
                    + "' has no partitions: a source needs at least one, which may be empty");
        }
        checkNames(from, found);
        return found;
    }

    /** Positions go by the name. */
    private void checkNames(Step.From from, List<? extends SourcePartition<?>> found) {
        Set<String> names = new HashSet<>();
        for (SourcePartition<?> partition : found) {
            if (!names.add(partition.name())) {
                throw new PipelineException("source '" + from.name() + "' of pipeline '" + graph.name()
                        + "' has two partitions named '" + partition.name()
                        + "': positions go by the name, so each partition needs its own");
            }
        }
    }
}
