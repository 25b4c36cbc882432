// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.checkpoint;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A consistent picture of a job in memory: what every operator holds and where everything stands, at one point of the streams.
 *
 * @param epoch counts the pictures of a job from 1
 * @param groups the state of each step that keeps some, by its name, then by key group
 * @param types the classes of values and keys whose class was not known before they came
 */
public record Snapshot(long epoch, Map<String, Map<Integer, byte[]>> groups, Standing standing, Set<Class<?>> types) {
    /** Puts the parts of all threads together. */
    public static Snapshot of(long epoch, List<Snapshot> parts) {
        Map<String, Map<Integer, byte[]>> groups = new TreeMap<>();
        Set<Class<?>> types = new HashSet<>();
        for (Snapshot part : parts) {
            part.groups.forEach((step, ofStep) ->
                    groups.computeIfAbsent(step, s -> new TreeMap<>()).putAll(ofStep));
            types.addAll(part.types);
        }
        return new Snapshot(
                epoch,
                groups,
                Standing.of(parts.stream().map(Snapshot::standing).toList()),
                types);
    }

    /** Returns a job's start from this picture. */
    public Restart restart() {
        return new Restart(epoch, 0, standing, codec -> types.forEach(codec::allow), (step, group, visitor) -> {
            byte[] bytes = groups.getOrDefault(step, Map.of()).get(group);
            if (bytes != null) {
                visitor.visit(bytes, 0, bytes.length);
            }
        });
    }
}
