// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.observe;

import io.leat.engine.measure.Samples;
import io.leat.graph.Graph;
import io.leat.graph.Step;
import io.leat.observe.Fired;
import io.leat.observe.Inputs;
import io.leat.observe.Missed;
import io.leat.observe.Seen;
import io.leat.window.WindowResult;
import io.leat.window.Windows;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Finds the records that went into a result of a window, among those that were taken note of. */
final class WindowInputs {
    private final Graph graph;
    private final Samples samples;

    WindowInputs(Graph graph, Samples samples) {
        this.graph = graph;
        this.samples = samples;
    }

    Inputs of(Step.Window step, Fired fired) {
        Step.Origin input = step.inputs().get(0);
        // Asked for before the records: what goes by meanwhile must not count as seen.
        long unseenUpTo = Math.max(samples.unseenUpTo(input), samples.unseenLateUpTo(step));
        List<Missed> missed = samples.missed(step, -1, Integer.MAX_VALUE);
        List<Seen> records = samples.seen(input, -1, Integer.MAX_VALUE).stream()
                .filter(one -> isOf(fired, one) && missed.stream().noneMatch(late -> isSame(late, one)))
                .toList();
        return new Inputs(records, !goesByNumber(step.windows()) && isBefore(unseenUpTo, step, fired.result()));
    }

    private static boolean isOf(Fired fired, Seen one) {
        WindowResult<?, ?> result = fired.result();
        Instant time = one.time();
        return time != null
                && !time.isBefore(result.start())
                && time.isBefore(result.end())
                && !one.at().isAfter(fired.at())
                && Objects.equals(one.key(), result.key());
    }

    /** A late record is the one that was seen before the step: the same object. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(Missed late, Seen one) {
        return late.value() == one.value() && late.time().equals(one.time());
    }

    private static boolean goesByNumber(Windows windows) {
        return windows instanceof Windows.Count || windows instanceof Windows.CountOrTimeout;
    }

    /**
     * Returns whether all that may not have been seen was before a window. What was not seen is as far as the sources had come then: records that
     * a step has made of others may have a later time, so of these nothing may have been missed.
     */
    private boolean isBefore(long unseenUpTo, Step.Window step, WindowResult<?, ?> result) {
        return unseenUpTo == Long.MIN_VALUE
                || (unseenUpTo < result.start().toEpochMilli()
                        && step.inputs().stream().allMatch(input -> hasTimesOfSources(input.step())));
    }

    private boolean hasTimesOfSources(int id) {
        Step step = graph.steps().get(id);
        return !step.timeful() && step.inputs().stream().allMatch(input -> hasTimesOfSources(input.step()));
    }
}
