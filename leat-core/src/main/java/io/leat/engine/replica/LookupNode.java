// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.replica;

import io.leat.engine.checkpoint.HeapState;
import io.leat.engine.measure.StepFigures;
import io.leat.engine.operator.lookup.LookupOperator;
import io.leat.engine.operator.lookup.LookupQueue;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Receiver;
import io.leat.engine.port.Tally;
import io.leat.engine.store.KeyGroups;
import io.leat.graph.Step;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A lookup in its place: has it work while what it feeds is not full, and wakes its worker when an answer has come. While it
 * is full, nothing that feeds it starts; but up to a barrier all is let in, so that an epoch does not wait for answers.
 *
 * <p>Its queue is kept under the first key group of the worker's share. With the same parallelism each worker gets its own
 * back; with another one, the workers that run the step then divide the queues between them.
 */
final class LookupNode extends WatermarkNode {
    private final LookupOperator operator;
    private final HeapState<Object, LookupQueue> state;
    private final InstantSource clock;
    private volatile @Nullable Thread thread;
    private volatile long queued;

    LookupNode(
            Step.Lookup step,
            KeyGroups.Range share,
            Receiver<@Nullable Object> next,
            Tally tally,
            Failures failures,
            JobContext job) {
        super(step);
        this.state = new HeapState.Maker<Object>(share, job.types()).make(() -> LookupQueue.codec(job.types()), false);
        this.operator = new LookupOperator(
                step.request(),
                step.joiner(),
                step.options(),
                state.table(),
                KeyGroups.someHashIn(share.first()),
                new LookupOperator.Parts(next, tally, failures, this::wake, this::forward));
        this.clock = job.clock();
    }

    /** Returns what takes the records. */
    Receiver<@Nullable Object> entrance() {
        return operator;
    }

    HeapState<Object, LookupQueue> state() {
        return state;
    }

    void runBy(Thread worker) {
        thread = worker;
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    @Override
    void advance(long merged, boolean idle) {
        operator.watermark(merged, idle);
    }

    /** Begins requests and emits results, as many as can be now; returns whether there were any. */
    boolean work() {
        return operator.size() > 0 && !isBlocked() && operator.work(clock.millis());
    }

    boolean isFull() {
        return operator.isFull();
    }

    /** Returns whether the results of all records are out. */
    boolean isEmpty() {
        return operator.size() == 0;
    }

    /** Takes over the queues that were read back, in the order of their key groups. */
    void restored() {
        List<LookupQueue> queues = new ArrayList<>();
        state.table().forEach((namespace, queue) -> queues.add(queue));
        state.table().clear();
        queues.forEach(operator::takeOver);
    }

    void cancel() {
        operator.cancel();
    }

    @Override
    void publish() {
        super.publish();
        queued = operator.size();
    }

    @Override
    void addTo(StepFigures figures) {
        super.addTo(figures);
        figures.addQueue(queued, operator.bound());
    }
}
