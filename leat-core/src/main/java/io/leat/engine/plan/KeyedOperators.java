// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.engine.plan;

import io.leat.codec.DynamicCodec;
import io.leat.engine.operator.ProcessOperator;
import io.leat.engine.operator.ProcessState;
import io.leat.engine.operator.aggregate.AggregateLogic;
import io.leat.engine.operator.join.AsOfJoinOperator;
import io.leat.engine.operator.join.IntervalJoinOperator;
import io.leat.engine.operator.join.JoinState;
import io.leat.engine.operator.join.LatestJoinOperator;
import io.leat.engine.operator.join.LatestOperator;
import io.leat.engine.operator.join.LatestValue;
import io.leat.engine.operator.join.LatestValues;
import io.leat.engine.operator.join.Pairing;
import io.leat.engine.operator.join.WindowJoinLogic;
import io.leat.engine.operator.keyed.DeduplicateOperator;
import io.leat.engine.operator.keyed.FirstEvent;
import io.leat.engine.operator.keyed.RunningOperator;
import io.leat.engine.operator.keyed.RunningState;
import io.leat.engine.operator.pattern.PatternOperator;
import io.leat.engine.operator.pattern.PatternState;
import io.leat.engine.operator.window.Accumulator;
import io.leat.engine.operator.window.AlignedWindows;
import io.leat.engine.operator.window.CountState;
import io.leat.engine.operator.window.CountWindowOperator;
import io.leat.engine.operator.window.CumulativeWindowOperator;
import io.leat.engine.operator.window.Emission;
import io.leat.engine.operator.window.RememberingLogic;
import io.leat.engine.operator.window.ResultWindowOperator;
import io.leat.engine.operator.window.SessionState;
import io.leat.engine.operator.window.SessionWindowOperator;
import io.leat.engine.operator.window.SlicedWindowOperator;
import io.leat.engine.operator.window.SlidingWindowOperator;
import io.leat.engine.operator.window.TumblingWindowOperator;
import io.leat.engine.operator.window.WindowBounds;
import io.leat.engine.operator.window.WindowLogic;
import io.leat.engine.port.Entry;
import io.leat.engine.port.Failures;
import io.leat.engine.port.Operator;
import io.leat.engine.port.OperatorState;
import io.leat.engine.port.Output;
import io.leat.engine.port.StateCodec;
import io.leat.engine.port.Tally;
import io.leat.graph.Step;
import io.leat.join.JoinBounds;
import io.leat.pattern.Pattern;
import io.leat.state.KeyedProcess;
import io.leat.state.ProcessDriver;
import io.leat.window.Windows;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the operator of a keyed step, with a table and timers of the host's kind. */
public final class KeyedOperators {
    private final OperatorState.Maker<Object> states;
    private final DynamicCodec values;
    private final Output output;
    private final Tally tally;
    private final Failures failures;

    /** An operator and all that it keeps; with a view of its windows or values, if it has such and they are on the heap. */
    public record Made(
            Operator<Object, Object> operator,
            OperatorState<Object, ?> state,
            @Nullable KeptWindows windows,
            @Nullable KeptValues values) {
        Made(Operator<Object, Object> operator, OperatorState<Object, ?> state) {
            this(operator, state, null, null);
        }

        Made(Operator<Object, Object> operator, OperatorState<Object, ?> state, @Nullable KeptWindows windows) {
            this(operator, state, windows, null);
        }
    }

    /** {@code values} writes values whose class only shows when they come. */
    public KeyedOperators(
            OperatorState.Maker<Object> states, DynamicCodec values, Output output, Tally tally, Failures failures) {
        this.states = states;
        this.values = values;
        this.output = output;
        this.tally = tally;
        this.failures = failures;
    }

    /** Makes the operator of a step that keeps state by key. */
    public Made make(Step step) {
        if (step instanceof Step.Window window) {
            return windows(window, AggregateLogic.of(window.aggregate(), values, tally, failures));
        }
        if (step instanceof Step.Join join) {
            return join(join);
        }
        if (step instanceof Step.Latest latest) {
            return latest(latest.timeToLiveMs(), values -> new LatestOperator<>(values, output, tally));
        }
        if (step instanceof Step.Match match) {
            return match(match.pattern());
        }
        if (step instanceof Step.Process process) {
            return process(process.logic().get());
        }
        if (step instanceof Step.Running running) {
            return running(AggregateLogic.of(running.aggregate(), values, tally, failures), running.timeToLiveMs());
        }
        if (step instanceof Step.Deduplicate deduplicate) {
            OperatorState<Object, FirstEvent> state = state(FirstEvent::codec, true);
            return new Made(
                    new DeduplicateOperator<>(deduplicate.withinMs(), state.table(), state.timers(), output, tally),
                    state);
        }
        throw new IllegalArgumentException(step.kind() + " '" + step.name() + "' has no state");
    }

    private Made join(Step.Join join) {
        Pairing pairing = new Pairing(join.type(), join.joiner(), output, tally, failures);
        if (join.bounds() instanceof JoinBounds.SameWindow same) {
            return windows(same.windows(), emission(new WindowJoinLogic(pairing, values), Step.Emission.AT_END));
        }
        if (join.bounds() instanceof JoinBounds.Latest latest) {
            return latest(latest.timeToLiveMs(), right -> new LatestJoinOperator<>(right, pairing, tally));
        }
        OperatorState<Object, JoinState> state = state(() -> JoinState.codec(values), false);
        Operator<Object, ?> operator = join.bounds() instanceof JoinBounds.AsOf asOf
                ? new AsOfJoinOperator<>(asOf, pairing, state.table(), state.timers(), tally)
                : new IntervalJoinOperator<>(
                        (JoinBounds.Interval) join.bounds(), pairing, state.table(), state.timers(), tally);
        return new Made(overObjects(operator), state);
    }

    private Made latest(long timeToLiveMs, Function<LatestValues<Object>, Operator<Object, ?>> make) {
        OperatorState<Object, LatestValue> state = state(() -> LatestValue.codec(values), false);
        LatestValues<Object> latest = new LatestValues<>(timeToLiveMs, state.table(), state.timers());
        return new Made(overObjects(make.apply(latest)), state, null, KeptValues.latest(state));
    }

    @SuppressWarnings("unchecked") // an operator over any records is one over Object
    private static Operator<Object, Object> overObjects(Operator<Object, ?> operator) {
        return (Operator<Object, Object>) operator;
    }

    private <A extends Entry & Accumulator> Emission<A> emission(WindowLogic<A> logic, Step.Emission when) {
        return new Emission<>(logic, when, output, failures);
    }

    private <A extends Entry & Accumulator> Made windows(Step.Window step, WindowLogic<A> logic) {
        if (inSlices(step)) {
            return slices(step.windows(), emission(logic, step.emission()));
        }
        return remembers(step, output)
                ? windows(step.windows(), emission(new RememberingLogic<>(logic, output, failures), step.emission()))
                : windows(step.windows(), emission(logic, step.emission()));
    }

    private <A extends Entry & Accumulator> Made windows(Windows shape, Emission<A> emission) {
        WindowLogic<A> logic = emission.logic();
        if (shape instanceof Windows.Session session) {
            OperatorState<Object, SessionState<A>> state = state(() -> SessionState.codec(logic.codec()), false);
            return new Made(
                    new SessionWindowOperator<>(session, emission, state.table(), state.timers(), tally),
                    state,
                    KeptWindows.sessions(state, logic));
        }
        if (shape instanceof Windows.Count || shape instanceof Windows.CountOrTimeout) {
            OperatorState<Object, CountState<A>> state = state(() -> CountState.codec(logic.codec()), false);
            return new Made(CountWindowOperator.of(shape, emission, state.table(), state.timers(), tally), state);
        }
        OperatorState<Object, A> state = state(logic::codec, true);
        WindowBounds bounds = WindowBounds.of(shape);
        AlignedWindows<Object, A> windows =
                new AlignedWindows<>(bounds, emission, state.table(), state.timers(), tally);
        return new Made(aligned(shape, windows), state, KeptWindows.aligned(state, bounds, logic));
    }

    /** Returns whether results must be known until the next one takes them back: somebody reads that, and it may be long. */
    static boolean remembers(Step.Window window, Output output) {
        return window.emission().earlyMs() > 0
                && (output.isRead(Step.CHANGES)
                        || (window.windows() instanceof Windows.Session && output.isRead(Step.PANES)));
    }

    /**
     * Returns whether windows are to be combined from slices: they overlap, and give one result each. Where their end and
     * the lateness allowed could be beyond all time, they are not.
     */
    static boolean inSlices(Step.Window window) {
        Windows shape = window.windows();
        boolean overlap = shape instanceof Windows.Cumulative
                || (shape instanceof Windows.Sliding sliding && sliding.sizeMs() > sliding.slideMs());
        return overlap
                && !window.kept()
                && !window.emission().accumulates()
                && window.emission().allowedLatenessMs() <= Windows.LONGEST_MS;
    }

    private <A extends Entry & Accumulator> Made slices(Windows shape, Emission<A> emission) {
        OperatorState<Object, Entry> state =
                state(() -> SlicedWindowOperator.codec(emission.logic().codec()), true);
        SlicedWindowOperator<Object, Object, A> operator =
                SlicedWindowOperator.of(shape, emission, state.table(), state.timers(), tally);
        return new Made(operator, state, KeptWindows.slices(state, operator, emission.logic()));
    }

    private Operator<Object, Object> aligned(Windows shape, AlignedWindows<Object, ?> windows) {
        if (shape instanceof Windows.Sliding sliding) {
            return new SlidingWindowOperator<>(sliding, windows, tally);
        }
        if (shape instanceof Windows.Cumulative cumulative) {
            return new CumulativeWindowOperator<>(cumulative, windows, tally);
        }
        if (shape instanceof Windows.OfResults) {
            return new ResultWindowOperator<>(windows, tally);
        }
        return new TumblingWindowOperator<>(windows, tally);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an operator over any records is one over Object
    private Made match(Pattern<?> pattern) {
        OperatorState<Object, PatternState> state = state(() -> PatternState.codec(pattern, values), false);
        Operator operator = new PatternOperator<>(pattern, state.table(), state.timers(), output, tally, failures);
        return new Made(operator, state);
    }

    @SuppressWarnings("unchecked") // the process was given for keys and events of this stream
    private Made process(KeyedProcess<?, ?, ?> logic) {
        ProcessDriver<Object, Object, Object> driver =
                new ProcessDriver<>((KeyedProcess<Object, Object, Object>) logic);
        OperatorState<Object, ProcessState> state = state(() -> ProcessState.codec(driver.declarations()), false);
        return new Made(
                new ProcessOperator<>(
                        driver, new ProcessOperator.Parts<>(state.table(), state.timers(), output, tally, failures)),
                state);
    }

    private <A extends Entry & Accumulator> Made running(WindowLogic<A> logic, long timeToLiveMs) {
        OperatorState<Object, RunningState<A>> state = state(() -> RunningState.codec(logic.codec()), false);
        return new Made(
                new RunningOperator<>(
                        timeToLiveMs,
                        logic,
                        new RunningOperator.Parts<>(state.table(), state.timers(), output, tally, failures)),
                state,
                null,
                KeptValues.running(state, logic));
    }

    /** {@code sharedTimers}: the keys of a namespace have their timers in common. */
    private <S extends Entry> OperatorState<Object, S> state(Supplier<StateCodec<S>> codec, boolean sharedTimers) {
        return states.make(codec, sharedTimers);
    }
}
