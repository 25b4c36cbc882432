// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Leat;
import io.leat.Pipeline;
import io.leat.metric.JobMetrics;

/** Runs pipelines to their end, as a user would who embeds the engine. */
final class Jobs {
    private Jobs() {}

    /** Runs it in memory. */
    static void run(Pipeline pipeline) throws InterruptedException {
        try (Leat leat = Leat.inMemory()) {
            run(leat, pipeline);
        }
    }

    static void run(Leat leat, Pipeline pipeline) throws InterruptedException {
        JobMetrics metrics = leat.start(pipeline).awaitCompletion();
        if (metrics.failed() > 0) {
            throw new IllegalStateException(
                    metrics.failed() + " events of '" + pipeline.name() + "' failed, and none should");
        }
    }
}
