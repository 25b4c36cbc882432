// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.checkpoint.Snapshot;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.checkpoint.StandingForm;
import io.leat.engine.directory.Changes;
import io.leat.engine.directory.EpochData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a replica brings to an epoch.
 *
 * @param changes of state since the epoch before, or all of it
 * @param results for sinks that get them when the epoch is sealed, by the name of their step
 * @param types the classes of values and keys whose class was not known before they came
 */
public record EpochPart(
        long epoch, Standing standing, List<Changes> changes, Map<String, byte[]> results, Set<Class<?>> types) {
    /** Puts the parts of all replicas together, to be sealed; {@code last}: whether the job has ended with the epoch. */
    public static EpochData sealed(List<EpochPart> parts, JobContext job, boolean last) {
        List<Changes> changes = new ArrayList<>();
        Map<String, byte[]> results = new TreeMap<>();
        for (EpochPart part : parts) {
            changes.addAll(part.changes);
            part.results.forEach((sink, bytes) -> {
                if (bytes.length > 0) {
                    results.merge(sink, bytes, EpochPart::joined);
                }
            });
        }
        Standing standing = job.standing(parts.stream().map(EpochPart::standing).toList());
        return new EpochData(
                parts.get(0).epoch, job.clock().millis(), StandingForm.write(standing), changes, results, last);
    }

    /** Sinks have one writer, but every worker may have dead letters. */
    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Returns it as a picture, if the changes are all of the state. */
    public Snapshot snapshot() {
        Map<String, Map<Integer, byte[]>> groups = new TreeMap<>();
        for (Changes each : changes) {
            groups.computeIfAbsent(each.step(), step -> new TreeMap<>()).put(each.group(), each.bytes());
        }
        return new Snapshot(epoch, groups, standing, types);
    }
}
