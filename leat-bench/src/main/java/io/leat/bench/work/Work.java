// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.bench.work;

/** Something to be measured on both sides. Each call is a run of its own, over as many events as it is told. */
public interface Work {
    /** Returns the name of the work, which is that of its row. */
    String name();

    /** Returns how many events a run should have: enough for the rate to settle. */
    long events();

    /** Returns whether it keeps state in windows. */
    boolean windowed();

    /** Runs the pipeline, on an engine of its own. */
    Run leat(long events) throws InterruptedException;

    /** Runs what Leat is measured beside: the loop written by hand, in this thread, unless the work says otherwise. */
    Run hand(long events) throws InterruptedException;

    /** Returns the ratio of the two that a run with {@code --check} asks for; 0 for that of its kind of work. */
    default double leastRatio() {
        return 0;
    }

    /**
     * Returns the same work, over the same events, with windows twice as long and so half the results; itself if it has no
     * windows. What both allocate tells apart what an event costs and what a result costs.
     */
    default Work withHalfTheResults() {
        return this;
    }
}
