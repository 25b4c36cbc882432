// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

import io.leat.Pipeline;

/** A work whose pipeline can also be run by others. */
interface PipelineWork extends Work {
    /** Returns the pipeline over so many events; the meter runs from the first to the last of them. */
    Pipeline pipeline(long events, Meter meter, Checksum sum);

    @Override
    default Run leat(long events) throws InterruptedException {
        Meter meter = new Meter();
        Checksum sum = new Checksum();
        Jobs.run(pipeline(events, meter, sum));
        return meter.run(events, sum);
    }
}
