// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.connector.Position;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.WindowTimers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands at the end of an epoch, beside the state of operators.
 *
 * @param reached how far each step that keeps state has come, by its name; an element for each worker
 * @param partitions where the partitions of sources stand
 * @param sinks what sinks have to know to go on, by the name of their step
 * @param counts what steps have counted, by name, in the order of the fields of {@link io.leat.engine.port.Tally}
 * @param replayed how many requests to try dead letters again are done
 * @param signatures what the state of each step is, in words, by name
 * @param classes those of values and keys whose class was not known before they came, by name, with what is known of them
 */
public record Standing(
        Map<String, List<Reached>> reached,
        Map<PartitionId, PartitionState> partitions,
        Map<String, String> sinks,
        Map<String, long[]> counts,
        long replayed,
        Map<String, String> signatures,
        Map<String, String> classes) {
    /**
     * How far a step has come on a worker.
     *
     * @param groups whose state the worker has
     * @param watermark up to which timers have fired
     * @param timers those that the keys of a namespace share
     */
    public record Reached(KeyGroups.Range groups, long watermark, List<WindowTimers.Due> timers) {}

    /**
     * Where a partition stands.
     *
     * @param position of its reader; null if it was not read yet
     * @param largestTime the largest event time so far
     * @param watermark what its records imply, or what it has said itself; the end of its input not included
     * @param ended whether it had no more
     */
    public record PartitionState(@Nullable Position position, long largestTime, long watermark, boolean ended) {}

    /** Which partition of which source: the names of the step and of the partition in it. */
    public record PartitionId(String step, String partition) {}

    /** Puts the parts of all workers together. */
    public static Standing of(List<Standing> parts) {
        Map<String, List<Reached>> reached = new TreeMap<>();
        Map<PartitionId, PartitionState> partitions = new HashMap<>();
        Map<String, String> sinks = new TreeMap<>();
        Map<String, long[]> counts = new TreeMap<>();
        long replayed = 0;
        Map<String, String> signatures = new TreeMap<>();
        Map<String, String> classes = new TreeMap<>();
        for (Standing part : parts) {
            part.reached.forEach((step, here) ->
                    reached.computeIfAbsent(step, s -> new ArrayList<>()).addAll(here));
            partitions.putAll(part.partitions);
            sinks.putAll(part.sinks);
            part.counts.forEach((step, here) -> counts.merge(step, here, Standing::sum));
            replayed = Math.max(replayed, part.replayed);
            signatures.putAll(part.signatures);
            classes.putAll(part.classes);
        }
        return new Standing(reached, partitions, sinks, counts, replayed, signatures, classes);
    }

    /** Returns it with counts added, and what else belongs to the whole job. */
    public Standing with(
            Map<String, long[]> countsBefore,
            long requests,
            Map<String, String> ofSteps,
            Map<String, String> ofClasses) {
        return Standing.of(
                List.of(this, new Standing(Map.of(), Map.of(), Map.of(), countsBefore, requests, ofSteps, ofClasses)));
    }

    /** Returns it without some steps. */
    public Standing without(Set<String> steps) {
        Map<String, List<Reached>> otherReached = new TreeMap<>(reached);
        Map<PartitionId, PartitionState> otherPartitions = new HashMap<>(partitions);
        Map<String, String> otherSinks = new TreeMap<>(sinks);
        otherReached.keySet().removeAll(steps);
        otherPartitions.keySet().removeIf(id -> steps.contains(id.step()));
        otherSinks.keySet().removeAll(steps);
        return new Standing(otherReached, otherPartitions, otherSinks, counts, replayed, signatures, classes);
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
