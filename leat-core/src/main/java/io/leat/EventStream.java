// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.failure.PipelineException;
import io.leat.function.Action;
import io.leat.function.AsyncMapper;
import io.leat.function.Condition;
import io.leat.function.Expand;
import io.leat.function.Joiner;
import io.leat.function.Mapper;
import io.leat.graph.LambdaTypes;
import io.leat.graph.Step;
import io.leat.join.LookupOptions;
import io.leat.join.TableExpand;
import io.leat.state.TableView;
import io.leat.window.Windows;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream of events while a pipeline is being defined. Each method adds a step and returns the stream behind it; a stream
 * can be read by several steps, and each gets every event.
 *
 * <p>A function that throws does not end the job: see {@link #onFailure}.
 *
 * @param <T> the events
 */
public sealed class EventStream<T extends @Nullable Object> permits WindowResults, JoinResults, MatchResults {
    final PipelineBuilder builder;
    final int step;
    private final int output;

    EventStream(PipelineBuilder builder, int step, int output) {
        this.builder = builder;
        this.step = step;
        this.output = output;
    }

    /** Keeps the events that meet a condition. */
    public EventStream<T> filter(Condition<? super T> keep) {
        return after("filter", null, h -> new Step.Filter(h, keep));
    }

    /** Keeps the events that meet a condition; the step has a name of its own. */
    public EventStream<T> filter(String name, Condition<? super T> keep) {
        return after("filter", name, h -> new Step.Filter(h, keep));
    }

    /** Makes one value of each event, with its time. */
    public <R extends @Nullable Object> EventStream<R> map(Mapper<? super T, ? extends R> function) {
        return after("map", null, h -> new Step.Map(h, function));
    }

    /** Makes one value of each event, with its time; the step has a name of its own. */
    public <R extends @Nullable Object> EventStream<R> map(String name, Mapper<? super T, ? extends R> function) {
        return after("map", name, h -> new Step.Map(h, function));
    }

    /** Makes the elements of a collection of each event, with its time. */
    public <R extends @Nullable Object> EventStream<R> flatMap(
            Mapper<? super T, ? extends Iterable<? extends R>> function) {
        return after("flatMap", null, h -> new Step.FlatMap(h, function));
    }

    /** Makes any number of values of each event, with its time, without a collection between. */
    public <R extends @Nullable Object> EventStream<R> mapMulti(Expand<? super T, R> function) {
        return after("mapMulti", null, h -> new Step.MapMulti(h, function));
    }

    /** Does something with each event and passes it on. */
    public EventStream<T> peek(Action<? super T> action) {
        return after("peek", null, h -> new Step.Peek(h, action));
    }

    /** Puts another stream of this pipeline together with this one; their order is not defined. */
    public EventStream<T> union(EventStream<? extends T> other) {
        sameBuilder(other);
        Step added = builder.add("union", null, List.of(origin(), other.origin()), Step.Union::new);
        return new EventStream<>(builder, added.id(), Step.MAIN);
    }

    /** Splits by a condition, asked once for each event. */
    public Split<T> split(Condition<? super T> condition) {
        Step added = builder.add("split", null, List.of(origin()), h -> new Step.Split(h, condition));
        return new Split<>(
                new EventStream<>(builder, added.id(), Step.MAIN), new EventStream<>(builder, added.id(), Step.REST));
    }

    /**
     * The two sides of a split.
     *
     * @param matching the events that meet the condition
     * @param rest those that do not
     */
    public record Split<T extends @Nullable Object>(EventStream<T> matching, EventStream<T> rest) {}

    /** Says of which class the events are, where that cannot be found out otherwise. An event of another class fails. */
    public <R> EventStream<R> as(Class<R> type) {
        return after("as", null, h -> new Step.As(h, type));
    }

    /**
     * Chooses what the step just defined does with an event on which its function throws; otherwise it is a dead letter.
     *
     * <p>A sink has no such choice: one that throws is tried again, and then ends the job. {@code to} returns the stream in
     * front of the sink, so behind it this is about the step before.
     */
    public EventStream<T> onFailure(FailurePolicy policy) {
        builder.policy(step, policy);
        return this;
    }

    /**
     * Groups the events by a key of a class that is given here.
     *
     * @param key must give equal keys for events that belong together; null is a failure
     */
    public <K> KeyedStream<K, T> keyBy(Class<K> type, Mapper<? super T, ? extends K> key) {
        return keyed(key, type);
    }

    /** Groups the events by a key. Its class is read from the function if it can be, otherwise from the first key. */
    public <K> KeyedStream<K, T> keyBy(Mapper<? super T, ? extends K> key) {
        return keyed(key, LambdaTypes.resultOf(key));
    }

    private <K> KeyedStream<K, T> keyed(Mapper<? super T, ? extends K> key, @Nullable Class<?> type) {
        Step added = builder.add("keyBy", null, List.of(origin()), h -> new Step.KeyBy(h, key, type));
        return new KeyedStream<>(builder, added.id());
    }

    /** Cuts all events into windows, whatever their key. Such windows are the work of one thread. */
    public WindowedStream<@Nullable Void, T> window(Windows windows) {
        Step all = builder.add("keyBy", null, List.of(origin()), h -> new Step.KeyBy(h, null, null));
        return new WindowedStream<>(builder, all.id(), windows, Step.Emission.AT_END);
    }

    // ---- joins with what is not a stream of events ----------------------------------------------------------------

    /** Asks something outside about each event, with {@link LookupOptions#defaults()}. */
    public <V, R> EventStream<R> lookup(
            String name,
            AsyncMapper<? super T, ? extends V> request,
            Joiner<? super T, ? super @Nullable V, ? extends R> joiner) {
        return lookup(name, request, joiner, LookupOptions.defaults());
    }

    /**
     * Asks something outside about each event, without waiting: many requests are on their way at a time, and what reads
     * this stream gets the results in the order of the events, unless the options say otherwise. A request that fails or takes
     * too long is a failure of its event. After a restart the requests whose results are not out are made again.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param request starts a request; for one that blocks see {@link io.leat.join.Lookups#blocking}
     * @param joiner makes the result, with the event's time; gets null for the answer if that is null
     */
    public <V, R> EventStream<R> lookup(
            String name,
            AsyncMapper<? super T, ? extends V> request,
            Joiner<? super T, ? super @Nullable V, ? extends R> joiner,
            LookupOptions options) {
        return after("lookup", name, h -> new Step.Lookup(h, request, joiner, options));
    }

    /**
     * Makes a table of this stream, of which every thread of the job has all: the latest event of each key by event time. So
     * it should be small.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param key null is a failure
     */
    public <K> Broadcast<K, T> broadcast(String name, Mapper<? super T, ? extends K> key) {
        Class<?> type = LambdaTypes.resultOf(key);
        Step added = builder.add("broadcast", name, List.of(origin()), h -> new Step.Broadcast(h, key, type, null));
        return new Broadcast<>(builder, added.id());
    }

    /**
     * Makes one value of each event and a table as it is when the event comes, with the event's time. The table does not hold
     * back the watermark of this stream.
     */
    public <K, B, R> EventStream<R> with(
            String name, Broadcast<K, B> table, Joiner<? super T, ? super TableView<K, B>, ? extends R> joiner) {
        TableExpand<T, K, B, R> expand = (event, view, out) -> out.accept(joiner.join(event, view));
        return with(name, table, expand);
    }

    /** Makes any number of values of each event and a table as it is when the event comes, with the event's time. */
    public <K, B, R> EventStream<R> with(String name, Broadcast<K, B> table, TableExpand<? super T, K, B, R> expand) {
        if (table.builder != builder) {
            throw new PipelineException(
                    "step '" + name + "' reads a table of another pipeline: define both in the same pipeline");
        }
        return after("with", name, h -> new Step.With(h, table.step, expand));
    }

    /**
     * Sends each event to a sink as well. Returns this stream, so several sinks can follow each other.
     *
     * @param name the name of the step: what was sent and metrics go by it
     */
    public EventStream<T> to(String name, Sink<? super T> sink) {
        builder.add("to", name, List.of(origin()), h -> new Step.To(h, sink));
        return this;
    }

    final Step.Origin origin() {
        return new Step.Origin(step, output);
    }

    private void sameBuilder(EventStream<?> other) {
        if (other.builder != builder) {
            throw new PipelineException("a stream of another pipeline cannot be put together with this one: "
                    + "define both in the same pipeline");
        }
    }

    private <R extends @Nullable Object> EventStream<R> after(
            String kind, @Nullable String name, Function<Step.Header, Step> make) {
        return new EventStream<>(
                builder, builder.add(kind, name, List.of(origin()), make).id(), Step.MAIN);
    }
}
