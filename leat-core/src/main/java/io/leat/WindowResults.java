// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.graph.Step;
import io.leat.window.WindowResult;
import java.util.function.Consumer;
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
    WindowResults(PipelineBuilder builder, int step) {
        super(builder, step, Step.MAIN);
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

    /** Returns the results with their key, window and pane. */
    public EventStream<WindowResult<K, R>> panes() {
        return new EventStream<>(builder, step, Step.PANES);
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
