// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.flink;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was seen inside the operators of a run: at each checkpoint, after each restore, and at the end. Thread-safe. */
final class Findings {
    private static final Map<String, Findings> RUNS = new ConcurrentHashMap<>();

    /** What an operator held at a checkpoint. */
    final List<Look> checkpoints = Collections.synchronizedList(new ArrayList<>());

    /** What an operator held at its end. */
    final List<Look> ends = Collections.synchronizedList(new ArrayList<>());

    /** The checkpoints that operators were restored from. */
    final List<Long> restores = Collections.synchronizedList(new ArrayList<>());

    /**
     * What an operator held.
     *
     * @param different how many of its timers are different
     * @param overdue how many of them are for a time that has come
     */
    record Look(long entries, long timers, long different, long overdue) {}

    private Findings() {}

    static Findings of(String run) {
        return RUNS.computeIfAbsent(run, name -> new Findings());
    }

    /** Forgets a run. */
    static void forget(String run) {
        RUNS.remove(run);
    }
}
