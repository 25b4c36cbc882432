// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.state.KeyedProcess;
import io.leat.time.Millis;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A stream grouped by key, while a pipeline is being defined. Events of one key are processed in the order of their
 * partition.
 *
 * @param <K> the keys
 * @param <T> the events
 */
public final class KeyedStream<K, T> {
    private final PipelineBuilder builder;
    private final int keyBy;

    KeyedStream(PipelineBuilder builder, int keyBy) {
        this.builder = builder;
        this.keyBy = keyBy;
    }

    /** Cuts the events of each key into windows. */
    public WindowedStream<K, T> window(Windows windows) {
        return new WindowedStream<>(builder, keyBy, windows, 0, false);
    }

    /**
     * Finds the pairs of events of this stream and {@code right} that have equal keys and are near in time.
     *
     * @param name the name of the join: its state and metrics go by it
     * @param bounds how near
     * @throws PipelineException if {@code right} is of another pipeline, or if the bounds keep events for ever or for more than
     *     {@link JoinBounds#LONGEST_RETENTION}; the message says what would be kept
     */
    public <B> Join<T, B> join(String name, KeyedStream<K, B> right, JoinBounds bounds) {
        if (right.builder != builder) {
            throw new PipelineException("join '" + name + "' has a side from another pipeline: define both in one");
        }
        return new Join<>(builder, name, List.of(origin(), right.origin()), bounds);
    }

    /**
     * Makes a table of the stream: keeps the latest event of each key by event time, and passes on each event that becomes it.
     * Of events with equal times the last to arrive is the latest. An event is forgotten when the watermark reaches its time plus
     * {@code timeToLive}; one that comes after that, or is older than what is kept, is counted as late. Others are passed on as
     * they come, also those behind the watermark. What is the latest meanwhile depends on the order between partitions, which
     * event is passed on last does not.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param timeToLive how far the watermark may go beyond an event before it is forgotten
     * @throws IllegalArgumentException if {@code timeToLive} is below a millisecond
     */
    public EventStream<T> latest(String name, Duration timeToLive) {
        long ms = Millis.positive("the time-to-live", timeToLive);
        Step added = builder.add("latest", name, List.of(origin()), h -> new Step.Latest(h, ms));
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /** Does as {@link #latest(String, Duration)}, and defines what is done with the events that were too old. */
    public EventStream<T> latest(String name, Duration timeToLive, Consumer<? super EventStream<T>> late) {
        EventStream<T> latest = latest(name, timeToLive);
        late.accept(new EventStream<>(builder, latest.step, Step.LATE));
        return latest;
    }

    /**
     * Hands the events of each key to logic of the user's own, with state and timers.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param logic makes the logic, once for each thread: {@code Silence::new}
     */
    public <R> EventStream<R> process(String name, Supplier<? extends KeyedProcess<K, ? super T, R>> logic) {
        Step added = builder.add("process", name, List.of(origin()), h -> new Step.Process(h, logic));
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /** Chooses what is done with an event on which the key's function throws or gives null; otherwise it is a dead letter. */
    public KeyedStream<K, T> onFailure(FailurePolicy policy) {
        builder.policy(keyBy, policy);
        return this;
    }

    private Step.Origin origin() {
        return new Step.Origin(keyBy, Step.MAIN);
    }
}
