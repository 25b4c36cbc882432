// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat;

import io.leat.aggregate.Aggregate;
import io.leat.graph.Step;
import io.leat.time.Millis;
import io.leat.window.Windows;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream cut into windows, while a pipeline is being defined. Immutable: its methods return another.
 *
 * @param <K> the keys; {@code Void} for windows over all events
 * @param <T> the events
 */
public final class WindowedStream<K extends @Nullable Object, T> {
    private final PipelineBuilder builder;
    private final int keyBy;
    private final Windows windows;
    private final Step.Emission emission;

    WindowedStream(PipelineBuilder builder, int keyBy, Windows windows, Step.Emission emission) {
        this.builder = builder;
        this.keyBy = keyBy;
        this.windows = windows;
        this.emission = emission;
    }

    /**
     * Keeps windows for late events, this long after their end. Unless {@link #finalOnly}, each late event that a window
     * takes gives an updated result.
     *
     * @throws IllegalArgumentException if {@code lateness} is negative
     */
    public WindowedStream<K, T> allowedLateness(Duration lateness) {
        long ms = Millis.notNegative("the allowed lateness", lateness);
        return with(new Step.Emission(ms, emission.finalOnly(), emission.earlyMs()));
    }

    /** Gives one complete result per window, when its allowed lateness has passed as well. */
    public WindowedStream<K, T> finalOnly() {
        return with(new Step.Emission(emission.allowedLatenessMs(), true, emission.earlyMs()));
    }

    /**
     * Also gives results before windows are complete: whenever the watermark passes a multiple of {@code every} since
     * 1970-01-01T00:00Z, of each window that has changed. When exactly that is, and so which events such a result holds,
     * depends on how the sources are read; the results of complete windows do not.
     *
     * @param every in event time, at least a millisecond
     */
    public WindowedStream<K, T> early(Duration every) {
        long ms = Millis.positive("the time between early results", every);
        return with(new Step.Emission(emission.allowedLatenessMs(), emission.finalOnly(), ms));
    }

    private WindowedStream<K, T> with(Step.Emission changed) {
        return new WindowedStream<>(builder, keyBy, windows, changed);
    }

    /**
     * Aggregates the events of each key and window.
     *
     * @param name the name of the step: its state and metrics go by it
     */
    public <R extends @Nullable Object> WindowResults<K, T, R> aggregate(
            String name, Aggregate<? super K, ? super T, ? extends R> what) {
        Step added = builder.add(
                "window",
                name,
                List.of(new Step.Origin(keyBy, Step.MAIN)),
                h -> new Step.Window(h, windows, emission, what, false));
        return new WindowResults<>(builder, added.id(), windows);
    }
}
