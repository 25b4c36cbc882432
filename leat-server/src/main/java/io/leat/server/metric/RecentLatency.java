// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.metric;

import io.leat.metric.Distribution;
import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * How long records took of late: since the last time that somebody asked at least ten seconds ago. So one who asks every
 * 15 seconds is told of all records, and several who ask do not take them from each other. Not thread-safe.
 */
final class RecentLatency {
    private static final long SPAN_MS = 10_000;
    /** One who asks more often does not have more kept. */
    private static final long APART_MS = 2_000;

    private final ArrayDeque<Earlier> earlier = new ArrayDeque<>();

    private record Earlier(long atMs, List<Distribution> bySteps) {}

    /**
     * Returns what was measured of late, for each step.
     *
     * @param nowMs by a clock that never goes back
     */
    List<Distribution> take(JobMetrics metrics, long nowMs) {
        List<Distribution> all =
                metrics.steps().stream().map(StepMetrics::latency).toList();
        forget(nowMs);
        List<Distribution> recent = earlier.isEmpty() ? all : since(earlier.getFirst().bySteps, all);
        if (earlier.isEmpty() || nowMs - earlier.getLast().atMs >= APART_MS) {
            earlier.add(new Earlier(nowMs, all));
        }
        return recent;
    }

    /** Keeps, of those that are old enough, the latest. */
    private void forget(long nowMs) {
        while (earlier.size() > 1 && isOld(earlier.stream().skip(1).findFirst().orElseThrow(), nowMs)) {
            earlier.removeFirst();
        }
    }

    private static boolean isOld(Earlier state, long nowMs) {
        return nowMs - state.atMs >= SPAN_MS;
    }

    private static List<Distribution> since(List<Distribution> before, List<Distribution> now) {
        List<Distribution> since = new ArrayList<>();
        for (int step = 0; step < now.size(); step++) {
            since.add(now.get(step).since(before.get(step)));
        }
        return since;
    }
}
