// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.connector.Sink;
import io.leat.failure.FailurePolicy;
import io.leat.graph.Step;
import io.leat.window.Change;
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

    /**
     * Returns the results with their key, window and pane. With allowed lateness an updated result has the same window and the
     * next index; a session that a late event has made longer or joined to another takes its result back first.
     */
    public EventStream<WindowResult<K, R>> panes() {
        return new EventStream<>(builder, step, Step.PANES);
    }

    /**
     * Returns the results as changes: where a late event changes a result, the old one is taken back and the new one given.
     * What counts them counts right if it adds what is inserted and subtracts what is retracted.
     */
    public EventStream<Change<R>> asChangelog() {
        return new EventStream<>(builder, step, Step.CHANGES);
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
