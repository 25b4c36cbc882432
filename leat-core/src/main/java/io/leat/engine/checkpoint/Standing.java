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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where everything stands at the end of an epoch, beside the state of operators.
 *
 * @param reached how far each step that keeps state has come, by its name; an element for each worker
 * @param partitions where the partitions of sources stand
 * @param sinks what sinks have to know to go on, by the name of their step
 * @param counts what steps have counted, by name, in the order of the fields of {@link io.leat.engine.port.Tally}
 * @param types the names of the classes of values and keys whose class was not known before they came
 */
public record Standing(
        Map<String, List<Reached>> reached,
        Map<PartitionId, PartitionState> partitions,
        Map<String, String> sinks,
        Map<String, long[]> counts,
        Set<String> types) {
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
        Set<String> types = new TreeSet<>();
        for (Standing part : parts) {
            part.reached.forEach((step, here) ->
                    reached.computeIfAbsent(step, s -> new ArrayList<>()).addAll(here));
            partitions.putAll(part.partitions);
            sinks.putAll(part.sinks);
            part.counts.forEach((step, here) -> counts.merge(step, here, Standing::sum));
            types.addAll(part.types);
        }
        return new Standing(reached, partitions, sinks, counts, types);
    }

    /** Returns it with counts added, and types. */
    public Standing plus(Map<String, long[]> more, Set<String> names) {
        return Standing.of(List.of(this, new Standing(Map.of(), Map.of(), Map.of(), more, names)));
    }

    private static long[] sum(long[] a, long[] b) {
        long[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += b[i];
        }
        return sum;
    }
}
