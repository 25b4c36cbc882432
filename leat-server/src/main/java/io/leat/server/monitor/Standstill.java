// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.server.monitor;

import io.leat.metric.JobMetrics;
import io.leat.metric.StepMetrics;
import io.leat.metric.WorkerMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For how long a job has got nowhere while one of its threads never rested. Neither a job that has nothing to do stands still so, nor one that works hard: the
 * first rests, and the second counts. As exact as it is looked at often. Not thread-safe.
 */
final class Standstill {
    /** A thread that is held up does not rest at all. */
    private static final Duration REST = Duration.ofMillis(10);

    private List<Long> counts = List.of();
    private final Map<Integer, Restless> workers = new HashMap<>();

    /** A thread that has not rested since: both are of the job's time. */
    private record Restless(Duration since, Duration rested) {}

    /** Looks at what the job has done by now, and returns how long it has stood still. */
    Duration look(JobMetrics now) {
        List<Long> counted = now.steps().stream().map(Standstill::count).toList();
        if (!counted.equals(counts)) {
            counts = counted;
            workers.clear();
        }
        return now.workers().stream()
                .map(worker -> look(worker, now.elapsed()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration look(WorkerMetrics worker, Duration elapsed) {
        Duration rested = elapsed.minus(worker.busy());
        Restless before = workers.get(worker.number());
        if (before == null || rested.minus(before.rested).compareTo(REST) > 0) {
            workers.put(worker.number(), new Restless(elapsed, rested));
            return Duration.ZERO;
        }
        return elapsed.minus(before.since);
    }

    /** Returns a number that changes when a step does something. */
    private static long count(StepMetrics step) {
        return step.in() + step.out() + step.late() + step.failed() + step.windows() + step.watermark();
    }
}
