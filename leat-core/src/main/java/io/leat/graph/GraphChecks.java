// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.aggregate.Aggregate;
import io.leat.codec.Codec;
import io.leat.codec.CodecException;
import io.leat.failure.PipelineException;
import io.leat.window.Windows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is refused when a pipeline is built, as a whole; what one step alone shows is refused where it is defined. Cycles are
 * not looked for: a {@link Step.Header} cannot name an input that is not before it. Nor are joins without a bound, which
 * {@code Join} refuses by {@link io.leat.join.JoinBounds#retentionMs}.
 */
final class GraphChecks {
    private final String pipeline;
    private final List<Step> steps;

    private GraphChecks(String pipeline, List<Step> steps) {
        this.pipeline = pipeline;
        this.steps = steps;
    }

    static void check(String pipeline, List<Step> steps) {
        GraphChecks checks = new GraphChecks(pipeline, steps);
        checks.notEmpty();
        checks.uniqueNames();
        steps.forEach(checks::eventTimeIsKnown);
        steps.forEach(checks::nothingCountsTwice);
        steps.forEach(checks::emissionMeansSomething);
        steps.forEach(checks::keysCanBeHashed);
        steps.forEach(checks::boundsHaveAWindow);
        steps.forEach(checks::patternsAreBounded);
    }

    private void notEmpty() {
        if (steps.isEmpty()) {
            throw refuse("has no steps: begin with from(name, source)");
        }
    }

    private void uniqueNames() {
        Set<String> names = new HashSet<>();
        for (Step step : steps) {
            if (!names.add(step.name())) {
                throw refuse("has two steps named '" + step.name()
                        + "': state and metrics go by the name, so each step needs its own");
            }
        }
    }

    private void eventTimeIsKnown(Step step) {
        if (step.timeful()) {
            Step.From source = untimedSource(step);
            if (source != null) {
                throw refuse(step.kind() + " '" + step.name() + "' goes by event time, but the source '" + source.name()
                        + "' does not know its events' time" + keptForEver(step)
                        + ": add .timedBy(event -> …) to it");
            }
        }
    }

    private static String keptForEver(Step step) {
        return step instanceof Step.Join ? ", so that both sides would be kept until the input ends" : "";
    }

    private Step.@Nullable From untimedSource(Step step) {
        if (step instanceof Step.From from) {
            return from.source().timed() ? null : from;
        }
        for (Step.Origin origin : step.inputs()) {
            Step.From found = untimedSource(steps.get(origin.step()));
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void emissionMeansSomething(Step step) {
        if (step instanceof Step.Window window
                && (window.windows() instanceof Windows.Count || window.windows() instanceof Windows.CountOrTimeout)) {
            if (window.emission().allowedLatenessMs() > 0) {
                throw refuse("window '" + step.name()
                        + "' counts events, so none is late for it: leave out .allowedLateness(…)");
            }
            if (window.emission().earlyMs() > 0) {
                throw refuse("window '" + step.name()
                        + "' counts events, and its end is no time to be earlier than: leave out .early(…)");
            }
        }
    }

    private void nothingCountsTwice(Step step) {
        if (step instanceof Step.Window
                || step instanceof Step.Join
                || step instanceof Step.Running
                || step instanceof Step.Match) {
            Step accumulating = accumulatingInput(step);
            if (accumulating != null) {
                throw refuse(step.kind() + " '" + step.name() + "' would count results of '" + accumulating.name()
                        + "' more than once, since each " + whyAndCure(accumulating));
            }
        }
    }

    private static String whyAndCure(Step accumulating) {
        if (accumulating instanceof Step.Window window && window.emission().earlyMs() > 0) {
            return "early result holds what the ones before it held: leave out .early(…), or read the .asChangelog() of '"
                    + accumulating.name() + "'";
        }
        return accumulating instanceof Step.Running
                ? "event gives an updated result: aggregate the events themselves, or in windows"
                : "late event gives an updated result: make '" + accumulating.name()
                        + "' .finalOnly(), or read its .asChangelog()";
    }

    private @Nullable Step accumulatingInput(Step step) {
        for (Step.Origin origin : step.inputs()) {
            Step input = steps.get(origin.step());
            Step found;
            if (input instanceof Step.Window window) {
                boolean isUpdated = origin.output() != Step.LATE && origin.output() != Step.CHANGES;
                found = window.emission().accumulates() && isUpdated ? window : null;
            } else {
                found = input instanceof Step.Running ? input : accumulatingInput(input);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private void boundsHaveAWindow(Step step) {
        if (step instanceof Step.Running running && asksForBounds(running.aggregate())) {
            throw refuse("running '" + step.name()
                    + "' has no windows: leave out windowStart() and windowEnd(), or cut the stream with .window(…)");
        }
    }

    private static boolean asksForBounds(Aggregate<?, ?, ?> aggregate) {
        if (aggregate instanceof Aggregate.Row<?, ?, ?> row) {
            return row.parts().stream().anyMatch(GraphChecks::asksForBounds);
        }
        if (aggregate instanceof Aggregate.Then<?, ?, ?, ?> then) {
            return asksForBounds(then.what());
        }
        return aggregate instanceof Aggregate.Where<?, ?, ?> where
                ? asksForBounds(where.what())
                : aggregate instanceof Aggregate.Bound;
    }

    private void keysCanBeHashed(Step step) {
        Class<?> keys = step instanceof Step.KeyBy keyBy
                ? keyBy.type()
                : step instanceof Step.Broadcast broadcast ? broadcast.type() : null;
        if (keys != null) {
            Codec<?> codec;
            try {
                codec = Codec.of(keys);
            } catch (CodecException e) {
                throw new PipelineException(
                        "pipeline '" + pipeline + "' has keys in '" + step.name() + "' without a codec: "
                                + e.getMessage(),
                        e);
            }
            if (!codec.usableAsKey()) {
                throw refuse("has keys of " + keys.getSimpleName() + " in '" + step.name()
                        + "', which two equal events would not share: use a text, a number or a record");
            }
        }
    }

    private void patternsAreBounded(Step step) {
        if (step instanceof Step.Match match) {
            String wrong = PatternChecks.wrongWith(match.pattern());
            if (wrong != null) {
                throw refuse("match '" + step.name() + "' " + wrong);
            }
        }
    }

    private PipelineException refuse(String what) {
        return new PipelineException("pipeline '" + pipeline + "' " + what);
    }
}
