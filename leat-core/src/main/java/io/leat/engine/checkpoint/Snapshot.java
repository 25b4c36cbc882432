// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import io.leat.connector.Position;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A consistent picture of a job, independent of its parallelism.
 *
 * @param epoch its number
 * @param groups the state of each step, by name and key group
 * @param watermarks up to which watermark each of these steps has fired, by name and key group: it does not go back, though an
 *     input that was idle then counts again after a restart
 * @param partitions where each partition of a source stands, by step and partition
 * @param types the classes of values whose class was found out while the job ran: only these are read back
 */
public record Snapshot(
        long epoch,
        Map<String, Map<Integer, byte[]>> groups,
        Map<String, Map<Integer, Long>> watermarks,
        Map<PartitionId, PartitionState> partitions,
        Set<Class<?>> types) {
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

    /** Puts the parts of all threads together. */
    public static Snapshot of(long epoch, List<Snapshot> parts) {
        Map<String, Map<Integer, byte[]>> groups = new TreeMap<>();
        Map<String, Map<Integer, Long>> watermarks = new TreeMap<>();
        Map<PartitionId, PartitionState> partitions = new HashMap<>();
        Set<Class<?>> types = new HashSet<>();
        for (Snapshot part : parts) {
            part.groups.forEach((step, ofStep) ->
                    groups.computeIfAbsent(step, s -> new TreeMap<>()).putAll(ofStep));
            part.watermarks.forEach((step, ofStep) ->
                    watermarks.computeIfAbsent(step, s -> new TreeMap<>()).putAll(ofStep));
            partitions.putAll(part.partitions);
            types.addAll(part.types);
        }
        return new Snapshot(epoch, groups, watermarks, partitions, types);
    }
}
