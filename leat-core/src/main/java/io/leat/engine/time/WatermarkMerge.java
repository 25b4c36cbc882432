// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.time;

import java.util.Arrays;

/**
 * The merged watermark of several inputs: the smallest of those that count. It never goes back. Not thread-safe.
 *
 * <p>An input that is idle does not count, nor one that has ended, nor one that has come back from idle until it has reached
 * what was merged without it. When none counts the merge is idle too, and goes on with the smallest watermark of those that
 * are left, which for idle inputs goes with the clock; an input that has never had an event says nothing then.
 */
public final class WatermarkMerge {
    private long[] inputs;
    /** Inputs that are idle. */
    private boolean[] idle;
    /** Inputs that are idle or behind after they were: they do not count. */
    private boolean[] apart;

    private int apartInputs;
    private long merged = Long.MIN_VALUE;
    private boolean allIdle;

    public WatermarkMerge(int inputs) {
        this.inputs = new long[inputs];
        this.idle = new boolean[inputs];
        this.apart = new boolean[inputs];
        Arrays.fill(this.inputs, Long.MIN_VALUE);
    }

    /** Adds an input that has no watermark yet and is not idle, and returns its number. */
    public int add() {
        int added = inputs.length;
        inputs = Arrays.copyOf(inputs, added + 1);
        idle = Arrays.copyOf(idle, added + 1);
        apart = Arrays.copyOf(apart, added + 1);
        inputs[added] = Long.MIN_VALUE;
        allIdle = false;
        return added;
    }

    /**
     * Takes the watermark of an input; one that goes back is ignored, unless the input stops being idle: then it goes by its
     * events again, and no longer by the clock.
     *
     * @return whether the merged watermark has moved, or the merge has become idle or ceased to be
     */
    public boolean update(int input, long watermark, boolean isIdle) {
        if ((idle[input] == isIdle && watermark <= inputs[input]) || inputs[input] == Long.MAX_VALUE) {
            return false;
        }
        inputs[input] = watermark;
        if (isIdle || apart[input]) {
            idle[input] = isIdle;
            setApart(input, isIdle || watermark < merged);
        }
        return apartInputs == 0 ? settle(smallest(false), false) : merge();
    }

    private void setApart(int input, boolean isApart) {
        if (apart[input] != isApart) {
            apart[input] = isApart;
            apartInputs += isApart ? 1 : -1;
        }
    }

    private boolean merge() {
        boolean anyCounts = false;
        for (int i = 0; i < inputs.length; i++) {
            anyCounts |= !apart[i] && inputs[i] != Long.MAX_VALUE;
        }
        return settle(smallest(!anyCounts), !anyCounts);
    }

    /** The smallest watermark of the inputs that are apart, or of those that are not. */
    private long smallest(boolean ofThoseApart) {
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < inputs.length; i++) {
            boolean silent = ofThoseApart && inputs[i] == Long.MIN_VALUE;
            if (apart[i] == ofThoseApart && !silent) {
                smallest = Math.min(smallest, inputs[i]);
            }
        }
        return ofThoseApart && smallest == Long.MAX_VALUE ? merged : smallest;
    }

    private boolean settle(long watermark, boolean isIdle) {
        boolean changed = watermark > merged || isIdle != allIdle;
        merged = Math.max(merged, watermark);
        allIdle = isIdle;
        return changed;
    }

    /** Lets the merged watermark begin at what it was before a restart. Called before the first update. */
    public void beginAt(long watermark) {
        merged = watermark;
    }

    /** Returns the merged watermark; {@code Long.MIN_VALUE} until every input that counts has one. */
    public long merged() {
        return merged;
    }

    /** Returns whether there is no input that counts, though not all have ended. */
    public boolean isIdle() {
        return allIdle;
    }
}
