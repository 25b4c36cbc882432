// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.join.JoinType;
import java.time.Duration;
import java.util.Locale;

/** What is said of a step to people. */
final class StepText {
    private StepText() {}

    static String output(Step step, int output) {
        if (output == Step.MAIN) {
            return "";
        }
        if (step instanceof Step.Split) {
            return "rest";
        }
        if (step instanceof Step.Join) {
            return output == Step.LATE_LEFT ? "late left" : "late right";
        }
        if (step instanceof Step.Match) {
            return output == Step.LATE_EVENTS ? "late" : "timed out";
        }
        if (output == Step.CHANGES) {
            return "changes";
        }
        return output == Step.LATE ? "late" : "panes";
    }

    static String detail(Step step, Graph graph) {
        if (step instanceof Step.From from) {
            return from.source() + ", " + (from.source().live() ? "live, " : "") + from.watermarks();
        }
        if (step instanceof Step.Window window) {
            return window.windows() + lateness(window);
        }
        if (step instanceof Step.Join join) {
            String type =
                    join.type() == JoinType.INNER ? "" : join.type().name().toLowerCase(Locale.ROOT) + ", ";
            return type + join.bounds() + ", keeps " + join.bounds().retention();
        }
        if (step instanceof Step.Latest latest) {
            return "keeps " + Duration.ofMillis(latest.timeToLiveMs());
        }
        if (step instanceof Step.Running running) {
            return "time to live " + Duration.ofMillis(running.timeToLiveMs());
        }
        if (step instanceof Step.Deduplicate deduplicate) {
            return "within " + Duration.ofMillis(deduplicate.withinMs());
        }
        if (step instanceof Step.Match match) {
            return match.pattern().toString();
        }
        if (step instanceof Step.KeyBy keyBy && keyBy.type() != null) {
            return keyBy.type().getSimpleName();
        }
        if (step instanceof Step.Lookup lookup) {
            return lookup.options().toString();
        }
        if (step instanceof Step.With with) {
            return "reads " + graph.steps().get(with.table()).name();
        }
        if (step instanceof Step.Broadcast broadcast && broadcast.type() != null) {
            return broadcast.type().getSimpleName();
        }
        return step instanceof Step.To to ? to.sink().toString() : "";
    }

    private static String lateness(Step.Window window) {
        return (window.emission().allowedLatenessMs() == 0
                        ? ""
                        : ", allowed lateness "
                                + Duration.ofMillis(window.emission().allowedLatenessMs()))
                + (window.emission().earlyMs() == 0
                        ? ""
                        : ", early results every "
                                + Duration.ofMillis(window.emission().earlyMs()))
                + (window.emission().finalOnly() ? ", final results only" : "");
    }
}
