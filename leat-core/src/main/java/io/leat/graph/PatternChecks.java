// Copyright 2026 The Leat Authors
// SPDX-License-Identifier: Apache-2.0

package io.leat.graph;

import io.leat.pattern.Contiguity;
import io.leat.pattern.Pattern;
import io.leat.pattern.PatternStep;
import io.leat.pattern.Relation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused of a pattern as a whole: one that is empty, or for which something would be kept for ever. */
final class PatternChecks {
    private static final String CURE = ": add .within(Duration) to the pattern";

    private PatternChecks() {}

    /** Returns what is wrong with a pattern and the cure, in words; null if nothing is. */
    static @Nullable String wrongWith(Pattern<?> pattern) {
        List<? extends PatternStep<?>> steps = pattern.steps();
        if (steps.stream().allMatch(PatternStep::optional)) {
            return "has a pattern of optional steps only, which would match no event at all: leave one not .optional()";
        }
        return pattern.withinMs() == 0 ? unbounded(pattern, steps) : null;
    }

    private static @Nullable String unbounded(Pattern<?> pattern, List<? extends PatternStep<?>> steps) {
        for (int i = 0; i < steps.size(); i++) {
            PatternStep<?> step = steps.get(i);
            if (step.relation() == Relation.NOT_FOLLOWED_BY && nothingIsTakenAfter(i, steps)) {
                return "ends with notFollowedBy '" + step.name() + "', which is never sure without an end in time"
                        + CURE;
            }
            if (step.max() == PatternStep.UNLIMITED) {
                return "would keep ever more, since '" + step.name() + "' may repeat without end" + CURE;
            }
            if (mayWait(i, step)) {
                return "would keep what it has matched for ever, since '" + step.name() + "' may come at any time"
                        + CURE;
            }
        }
        boolean lengthsDiffer = steps.stream().anyMatch(step -> step.optional() || step.min() != step.max());
        return pattern.skipsPastLastEvent() && lengthsDiffer
                ? "skips past the last event of matches that differ in length, so one may have to wait for another"
                        + CURE
                : null;
    }

    private static boolean nothingIsTakenAfter(int place, List<? extends PatternStep<?>> steps) {
        return steps.subList(place, steps.size()).stream()
                .allMatch(step -> step.relation().isNegated());
    }

    private static boolean mayWait(int place, PatternStep<?> step) {
        boolean forFirst =
                place > 0 && !step.relation().isNegated() && step.relation().contiguity() != Contiguity.STRICT;
        return forFirst || (step.repeats() && step.inner() != Contiguity.STRICT);
    }
}
