// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.measure.StepFigures;
import io.leat.engine.time.WatermarkMerge;
import io.leat.graph.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A place that watermarks pass: it merges those of its inputs, acts when the merged one moves, and forwards it.
 *
 * <p>Used by its worker's thread only, but for {@link #published}.
 */
abstract class WatermarkNode {
    private final Step step;
    private final List<Link> downstream = new ArrayList<>();
    private final List<Outlet> outlets = new ArrayList<>();
    private final List<BooleanSupplier> gates = new ArrayList<>();
    private WatermarkMerge merge = new WatermarkMerge(0);
    private volatile long published = Long.MIN_VALUE;

    /** A node that gets the watermarks of this one, as its input number {@code input}. */
    private record Link(WatermarkNode node, int input) {}

    WatermarkNode(Step step) {
        this.step = step;
    }

    final Step step() {
        return step;
    }

    /** Says how many inputs there are. Called before anything flows. */
    final void inputs(int count) {
        merge = new WatermarkMerge(count);
    }

    /** Adds an input while others flow, and returns its number; it holds the merged watermark up until it has one of its own. */
    final int addInput() {
        int input = merge.add();
        advance(merge.merged(), merge.isIdle());
        return input;
    }

    final void linkTo(WatermarkNode node, int input) {
        downstream.add(new Link(node, input));
    }

    /** Says that records from here may reach an outlet, without changing threads before. */
    final void feeds(Outlet outlet) {
        if (!outlets.contains(outlet)) {
            outlets.add(outlet);
        }
    }

    /** Says that records from here may reach something else that may be closed to them, which {@code closed} tells. */
    final void feeds(BooleanSupplier closed) {
        gates.add(closed);
    }

    /** Returns whether nothing may start here now: an outlet that it feeds is full, or something else closed. */
    final boolean isBlocked() {
        for (Outlet outlet : outlets) {
            if (outlet.isFull()) {
                return true;
            }
        }
        for (BooleanSupplier closed : gates) {
            if (closed.getAsBoolean()) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the barrier of an epoch has been sent behind what has come from here. */
    final boolean isBehindBarrier(long epoch) {
        for (Outlet outlet : outlets) {
            if (outlet.lastBarrier() >= epoch) {
                return true;
            }
        }
        return false;
    }

    /** Takes the watermark of an input, and whether the input is idle. */
    final void onWatermark(int input, long watermark, boolean idle) {
        if (merge.update(input, watermark, idle)) {
            advance(merge.merged(), merge.isIdle());
        }
    }

    /** Acts on a merged watermark that has moved, or is {@code idle} or no longer, and forwards what is to be forwarded. */
    abstract void advance(long merged, boolean idle);

    final void forward(long watermark, boolean idle) {
        for (Link link : downstream) {
            link.node.onWatermark(link.input, watermark, idle);
        }
    }

    /** Lets the merged watermark begin at what it was before a restart; after {@link #inputs}, before anything flows. */
    final void beginAt(long watermark) {
        merge.beginAt(watermark);
    }

    /** Returns the merged watermark. */
    final long merged() {
        return merge.merged();
    }

    /** Returns whether no input counts for the merged watermark: all are idle, or behind after they were, or have ended. */
    final boolean isIdle() {
        return merge.isIdle();
    }

    /** Makes the merged watermark visible to other threads. */
    void publish() {
        published = merge.merged();
    }

    /** Adds what was last published of this node to the figures of its step. Any thread. */
    void addTo(StepFigures figures) {
        figures.addWatermark(published);
    }
}
