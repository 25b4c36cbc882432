// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.aggregate.Aggregate;
import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.function.Mapper;
import io.leat.graph.LambdaTypes;
import io.leat.graph.Step;
import io.leat.window.Change;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The results of windows: a stream of their values, with more to it. The time of a result is the last millisecond of its
 * window.
 *
 * @param <K> the keys
 * @param <T> the events that went into the windows
 * @param <R> the results
 */
public final class WindowResults<K extends @Nullable Object, T, R extends @Nullable Object> extends EventStream<R> {
    private final Windows windows;

    WindowResults(PipelineBuilder builder, int step, Windows windows) {
        super(builder, step, Step.MAIN);
        this.windows = windows;
    }

    /** Returns the events that were too late for each of their windows. They are counted whether this is used or not. */
    public EventStream<T> late() {
        return new EventStream<>(builder, step, Step.LATE);
    }

    /** Defines what is done with the events that were too late, and returns this. */
    public WindowResults<K, T, R> late(Consumer<? super EventStream<T>> branch) {
        branch.accept(late());
        return this;
    }

    /**
     * Returns the results with their key, window and pane. An updated result has the same window and the next index; a session
     * that has become longer or was joined to another takes its result back first.
     */
    public EventStream<WindowResult<K, R>> panes() {
        return new EventStream<>(builder, step, Step.PANES);
    }

    /**
     * Returns the results as changes: where a result changes, the old one is taken back and the new one given.
     * What counts them counts right if it adds what is inserted and subtracts what is retracted.
     */
    public EventStream<Change<R>> asChangelog() {
        return new EventStream<>(builder, step, Step.CHANGES);
    }

    /**
     * Returns, for each window, the {@code n} results with the largest values over all keys, the largest first; of equal ones
     * those with the smaller key, by its natural order or, if it has none, by its bytes. The list comes when the watermark has
     * completed the window. Results whose value is null do not count.
     *
     * @param name the name of the step: its state and metrics go by it
     * @param n at least 1
     * @throws IllegalArgumentException if the windows differ from key to key: sessions, and those that count
     */
    public <C extends Comparable<? super C>> WindowResults<@Nullable Void, WindowResult<K, R>, List<R>> top(
            String name, int n, Function<? super R, ? extends @Nullable C> by) {
        return ranked(name, null, null, n, by);
    }

    /**
     * Returns, for each window and each value of {@code per}, the {@code n} results with the largest values, as the other
     * {@code top} does: for each category the best products.
     *
     * @param per must give equal keys for results that are ranked together; null is a failure
     */
    public <G, C extends Comparable<? super C>> WindowResults<G, WindowResult<K, R>, List<R>> top(
            String name, Mapper<? super R, ? extends G> per, int n, Function<? super R, ? extends @Nullable C> by) {
        Mapper<WindowResult<K, R>, G> key = result -> per.apply(result.value());
        return ranked(name, key, LambdaTypes.resultOf(per), n, by);
    }

    private <G extends @Nullable Object, C extends Comparable<? super C>>
            WindowResults<G, WindowResult<K, R>, List<R>> ranked(
                    String name,
                    @Nullable Mapper<WindowResult<K, R>, ? extends G> per,
                    @Nullable Class<?> type,
                    int n,
                    Function<? super R, ? extends @Nullable C> by) {
        Windows.OfResults ofResults = new Windows.OfResults(windows);
        Aggregate.Top<WindowResult<K, R>, C, R> top = new Aggregate.Top<>(
                n,
                result -> by.apply(result.value()),
                Comparator.naturalOrder(),
                true,
                WindowResult::key,
                WindowResult::value);
        Step keyed = builder.add(
                "keyBy", null, List.of(new Step.Origin(step, Step.PANES)), h -> new Step.KeyBy(h, per, type));
        Step added = builder.add(
                "window",
                name,
                List.of(new Step.Origin(keyed.id(), Step.MAIN)),
                h -> new Step.Window(h, ofResults, new Step.Emission(0, true, 0), top, false));
        return new WindowResults<>(builder, added.id(), ofResults);
    }

    @Override
    public WindowResults<K, T, R> to(String name, Sink<? super R> sink) {
        super.to(name, sink);
        return this;
    }

    @Override
    public WindowResults<K, T, R> onFailure(FailurePolicy policy) {
        super.onFailure(policy);
        return this;
    }
}
