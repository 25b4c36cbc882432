// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.aggregate.Aggregate;
import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.time.Millis;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
        return new WindowedStream<>(builder, keyBy, windows, Step.Emission.AT_END);
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
     * Finds a pattern among the events of each key, in the order of their time. A match has the time of its last event, unless
     * it had to wait for something not to come: see {@link Pattern}.
     *
     * @param name the name of the step: its state and metrics go by it
     */
    public MatchResults<T> match(String name, Pattern<T> pattern) {
        Step added = builder.add("match", name, List.of(origin()), h -> new Step.Match(h, pattern));
        return new MatchResults<>(builder, added.id());
    }

    /**
     * Hands the events of each key to logic of the user's own, with state and timers.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param logic makes the logic, once for each thread, and once more where state is stored, to see which it has:
     *     {@code Silence::new}
     */
    public <R> EventStream<R> process(String name, Supplier<? extends KeyedProcess<K, ? super T, R>> logic) {
        Step added = builder.add("process", name, List.of(origin()), h -> new Step.Process(h, logic));
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /**
     * Aggregates all events of each key, without windows, and gives the result so far after each event, with the event's time.
     * A key that has been silent for {@code timeToLive} is forgotten, and begins anew; no event is late.
     *
     * <p>Each result takes the place of the one before, so what counts them counts events more than once: windows, joins and
     * running aggregates behind it are refused.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param what {@code windowStart()} and {@code windowEnd()} are refused: there is no window
     * @param timeToLive in event time, from a key's last event; at least a millisecond
     */
    public <R extends @Nullable Object> EventStream<R> running(
            String name, Aggregate<? super K, ? super T, ? extends R> what, Duration timeToLive) {
        long ms = Millis.positive("the time to live of running '" + name + "'", timeToLive);
        Step added = builder.add("running", name, List.of(origin()), h -> new Step.Running(h, what, ms));
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /**
     * Drops repeats: an event passes unless one of its key has passed whose time is at most {@code within} before or after its
     * own. Repeats are counted as filtered. Of those that come in the order of their partition the first passes.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param within at least a millisecond; for so long a key is remembered, up to twice
     */
    public EventStream<T> deduplicate(String name, Duration within) {
        long ms = Millis.positive("the time within which '" + name + "' drops repeats", within);
        if (ms > Windows.LONGEST_MS) {
            throw new IllegalArgumentException("the time within which '" + name + "' drops repeats is " + ms
                    + " ms: give at most " + Windows.LONGEST_MS + " ms, which is about 73 million years");
        }
        Step added = builder.add("deduplicate", name, List.of(origin()), h -> new Step.Deduplicate(h, ms));
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /**
     * Drops repeats, and defines what is done with events that come when the watermark has reached their time: it cannot be
     * told any more whether they are repeats. They never pass, and are counted as late.
     *
     * @param late gets the stream of these events
     */
    public EventStream<T> deduplicate(String name, Duration within, Consumer<? super EventStream<T>> late) {
        EventStream<T> first = deduplicate(name, within);
        late.accept(new EventStream<>(builder, first.step, Step.LATE));
        return first;
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
