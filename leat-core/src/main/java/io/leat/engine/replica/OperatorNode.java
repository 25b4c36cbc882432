// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.checkpoint.Standing;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.plan.KeyedOperators;
import io.leat.engine.port.KeyedReceiver;
import io.leat.engine.port.Operator;
import io.leat.engine.store.KeyGroups;
import io.leat.engine.time.EventTimers;
import io.leat.engine.time.OperatorTimers;
import io.leat.graph.Step;
import java.util.function.BooleanSupplier;

/**
 * An operator with state in its place: judges each record by the larger of its own watermark and the merged one, and fires
 * timers when the merged one moves. Results go out before the watermark that caused them.
 *
 * <p>A firing may be large. It stops early while an outlet that its results may reach is full, and goes on by {@link #resume}.
 */
final class OperatorNode extends WatermarkNode {
    private final Operator<Object, Object> operator;
    private final HeapState<Object, ?> state;
    private final KeyedOperators.Made made;
    private final OperatorTimers<Object> timers;
    private final StepOutput output;
    private final int depth;
    private final boolean eager;
    private final BooleanSupplier pause;
    private final EventTimers.Handler<Object> due;
    private final EventTimers.Handler<Object> clockDue;

    /** The merged watermark up to which timers have fired, and the results of which are out. */
    private long fired = Long.MIN_VALUE;

    /** Whether this node was idle when it last forwarded a watermark. */
    private boolean wasIdle;

    /** Whether {@link #fired} comes from a snapshot, so that nobody downstream knows it yet. */
    private boolean untold;

    private volatile long entries;

    /** {@code eager}: somebody can tell whether a timer came before a record or after it. */
    OperatorNode(Step step, KeyedOperators.Made made, StepOutput output, int depth, boolean eager) {
        super(step);
        this.operator = made.operator();
        this.state = (HeapState<Object, ?>) made.state();
        this.made = made;
        this.timers = state.timers();
        this.output = output;
        this.depth = depth;
        this.eager = eager;
        this.pause = this::isBlocked;
        this.due = operator::onDue;
        this.clockDue = operator::onClock;
        output.serve(operator, this::merged);
    }

    int depth() {
        return depth;
    }

    HeapState<Object, ?> state() {
        return state;
    }

    @Override
    void publish() {
        super.publish();
        entries = state.entries();
    }

    @Override
    void addTo(StepFigures figures) {
        super.addTo(figures);
        figures.addEntries(entries);
    }

    /** Returns the operator with what can be looked at of it. */
    KeyedOperators.Made made() {
        return made;
    }

    /** Returns the operator's input number {@code input}. */
    KeyedReceiver<Object, Object> input(int input) {
        return new Gate(this, input);
    }

    private static final class Gate implements KeyedReceiver<Object, Object> {
        private final OperatorNode node;
        private final Operator<Object, Object> operator;
        private final StepOutput output;
        private final OperatorTimers<Object> timers;
        private final boolean eager;
        private final int input;

        Gate(OperatorNode node, int input) {
            this.node = node;
            this.operator = node.operator;
            this.output = node.output;
            this.timers = node.timers;
            this.eager = node.eager;
            this.input = input;
        }

        @Override
        public void receive(Object key, int hash, Object value, long ts, long own) {
            if (eager && node.isBehind()) {
                node.resume(OperatorNode::never);
            }
            long w = Math.max(own, node.fired);
            output.causedAt(w);
            operator.onRecord(input, key, hash, value, ts, w);
            if (timers.isOverdue()) {
                node.fireOverdue();
            }
        }
    }

    private static boolean never() {
        return false;
    }

    private void fireOverdue() {
        timers.clearOverdue();
        output.causedAt(fired);
        timers.event().fire(fired, due, OperatorNode::never);
    }

    /** Goes on from a snapshot, in which everything up to {@code watermark} has fired. */
    void restore(long watermark) {
        beginAt(watermark);
        timers.watermark(watermark);
        fired = watermark;
        untold = true;
    }

    /** Returns how far the step has come here. */
    Standing.Reached reached(KeyGroups.Range groups) {
        return new Standing.Reached(groups, fired, state.sharedTimers());
    }

    @Override
    void advance(long merged, boolean idle) {
        resume();
    }

    /** Fires what is due, and forwards the watermark when all of it is out; returns whether it is. */
    boolean resume() {
        return resume(pause);
    }

    /**
     * Returns whether a firing has been paused: the timers up to the merged watermark have not all come. Records may come
     * meanwhile, what is left of a batch. Where somebody can tell the order of the two, the firing is finished before.
     */
    boolean isBehind() {
        return merged() != fired;
    }

    private boolean resume(BooleanSupplier pauseWhen) {
        long merged = merged();
        boolean idle = isIdle();
        if (merged == fired && idle == wasIdle && !untold) {
            return true;
        }
        output.causedAt(untold ? Long.MIN_VALUE : fired); // what a restored watermark fires may be behind it
        timers.watermark(merged);
        if (!timers.event().fire(merged, due, pauseWhen)) {
            return false;
        }
        timers.clearOverdue(); // what was set meanwhile has fired too
        fired = merged;
        wasIdle = idle;
        untold = false;
        forward(operator.heldBack(merged), idle);
        return true;
    }

    /** Fires timers of the clock. */
    void tick(long nowMs) {
        if (timers.clock().next() <= nowMs) {
            output.causedAt(fired);
            timers.clock().fire(nowMs, clockDue, OperatorNode::never);
            if (timers.isOverdue()) {
                fireOverdue();
            }
        }
    }
}
