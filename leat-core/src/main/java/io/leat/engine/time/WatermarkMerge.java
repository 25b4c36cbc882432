// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.Arrays;

/** The merged watermark of several inputs: the smallest of them. It never goes back. Not thread-safe. */
public final class WatermarkMerge {
    private final long[] inputs;
    private long merged = Long.MIN_VALUE;

    public WatermarkMerge(int inputs) {
        this.inputs = new long[inputs];
        Arrays.fill(this.inputs, Long.MIN_VALUE);
    }

    /**
     * Takes the watermark of an input; one that goes back is ignored.
     *
     * @return whether the merged watermark has moved
     */
    public boolean update(int input, long watermark) {
        if (watermark <= inputs[input]) {
            return false;
        }
        inputs[input] = watermark;
        long smallest = watermark;
        for (long other : inputs) {
            smallest = Math.min(smallest, other);
        }
        if (smallest <= merged) {
            return false;
        }
        merged = smallest;
        return true;
    }

    /** Returns the merged watermark; {@code Long.MIN_VALUE} until every input has one. */
    public long merged() {
        return merged;
    }
}
